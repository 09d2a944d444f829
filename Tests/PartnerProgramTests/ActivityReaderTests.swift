import Mail
import Testing

@testable import PartnerProgram

func read(activity text: String, format: DataFormat = .csv, currency: Currency = usd) throws -> [RowOutcome<
  Activity
>] {
  var rows: [RowOutcome<Activity>] = []
  var reader = ActivityReader(file: "activity.\(format.rawValue)", format: format, currency: currency)
  try reader.read(Array(text.utf8).span) { rows.append($0) }
  try reader.finish { rows.append($0) }
  return rows
}

@Suite struct ActivityReaderTests {
  private static let header =
    "id,partner,kind,status,amount,currency,occurred,customer,reference,commission\n"

  private func outcome(_ row: String) throws -> RowOutcome<Activity>? {
    try read(activity: Self.header + row + "\n").first
  }

  @Test func `a full row becomes an activity`() throws {
    let row = "A-1,P-1,refund,paid,12.5,USD,2026-10-31T18:30:00-04:00,C-1,A-0,3.00"
    let activity = try #require(try outcome(row)?.value)
    #expect(
      try activity
        == Activity(
          id: "A-1", partner: "P-1", kind: .refund, status: .paid, amount: dollars(1_250),
          commission: dollars(300),
          occurred: at("2026-10-31T22:30:00Z"), customer: "C-1", reference: "A-0"))
  }

  @Test func `another kind needs no money`() throws {
    let lead = try #require(try outcome("A-1,P-1,lead,approved,,,2026-10-31T18:30:00Z,,,")?.value)
    #expect(lead.kind == .other("lead"))
    #expect(lead.amount == nil)
  }

  @Test(arguments: [
    (",P-1,sale,paid,1,USD,2026-10-31T18:30:00Z,,,", "id", "the value is missing"),
    ("A-1,,sale,paid,1,USD,2026-10-31T18:30:00Z,,,", "partner", "the value is missing"),
    ("A-1,P-1,,paid,1,USD,2026-10-31T18:30:00Z,,,", "kind", "the value is missing"),
    (
      "A-1,P-1,Sale,paid,1,USD,2026-10-31T18:30:00Z,,,", "kind",
      "not a kind: a word of small letters such as sale, refund, chargeback or lead"
    ),
    (
      "A-1,P-1,sales,paid,1,USD,2026-10-31T18:30:00Z,,,", "kind",
      "'sales' is too near to 'sale' to be a kind of its own"
    ),
    (
      "A-1,P-1,sale,ok,1,USD,2026-10-31T18:30:00Z,,,", "status",
      "not one of pending, approved, paid, reversed"
    ),
    ("A-1,P-1,sale,,1,USD,2026-10-31T18:30:00Z,,,", "status", "the value is missing"),
    ("A-1,P-1,sale,paid,,USD,2026-10-31T18:30:00Z,,,", "amount", "the value is missing"),
    ("A-1,P-1,sale,paid,12.345,USD,2026-10-31T18:30:00Z,,,", "amount", "3 decimals, but USD has 2"),
    (
      "A-1,P-1,sale,paid,-1,USD,2026-10-31T18:30:00Z,,,", "amount",
      "a negative amount: what takes money back is an activity of the kind refund"
    ),
    (
      "A-1,P-1,sale,paid,\"1,234.50\",USD,2026-10-31T18:30:00Z,,,", "amount",
      "not a plain decimal number such as 1234.50, without separators"
    ),
    (
      "A-1,P-1,sale,paid,1e3,USD,2026-10-31T18:30:00Z,,,", "amount",
      "not a plain decimal number such as 1234.50, without separators"
    ),
    (
      "A-1,P-1,sale,paid,92233720368547758.08,USD,2026-10-31T18:30:00Z,,,", "amount",
      "the amount does not fit 64 bits"
    ),
    (
      "A-1,P-1,sale,paid,1,,2026-10-31T18:30:00Z,,,", "currency",
      "the value is missing: an amount needs its currency"
    ),
    (
      "A-1,P-1,sale,paid,1,EUR,2026-10-31T18:30:00Z,,,", "currency",
      "an amount in EUR, but the program counts in USD, and exchange_rates has no rate for it"
    ),
    (
      "A-1,P-1,sale,paid,1,usd,2026-10-31T18:30:00Z,,,", "currency",
      "not a currency of three capital letters (ISO 4217)"
    ),
    ("A-1,P-1,sale,paid,1,USD,,,,", "occurred", "the value is missing"),
    (
      "A-1,P-1,refund,paid,1,USD,2026-10-31T18:30:00Z,,,", "reference",
      "the value is missing: it names the sale that is taken back"
    ),
    ("A-1,P-1,refund,paid,1,USD,2026-10-31T18:30:00Z,,A-1,", "reference", "the activity refers to itself"),
  ])
  func `a wrong cell is refused with its column and reason`(row: String, column: String, reason: String)
    throws
  {
    let refusal = try #require(try outcome(row)?.refusal)
    #expect(refusal.columnName == column)
    #expect(refusal.reason == reason)
  }

  @Test(arguments: [
    "2026-10-31", "2026-10-31T18:30:00", "31.10.2026 18:30", "2026-10-31T25:00:00Z", "2026-02-30T10:00:00Z",
  ])
  func `a moment without day, time or offset is refused`(moment: String) throws {
    #expect(try outcome("A-1,P-1,sale,paid,1,USD,\(moment),,,")?.refusal?.columnName == "occurred")
  }

  @Test func `an unknown column is ignored and named, but one that is nearly right is an error`() throws {
    let error = #expect(throws: DataFileError.self) {
      _ = try read(activity: "id,partner,kind,status,occurred,referense\n")
    }
    #expect(error?.reason == "unknown column 'referense', did you mean 'reference'?")
    var reader = ActivityReader(file: "a.csv", format: .csv, currency: usd)
    try reader.read(Array("id,partner,kind,status,occurred,campaign_note\n".utf8).span) { _ in }
    #expect(reader.ignoredColumns == ["campaign_note"])
  }

  @Test func `yen have no decimals and dinars three`() throws {
    let row =
      "id,partner,kind,status,amount,currency,occurred\nA-1,P-1,sale,paid,%,JPY,2026-10-31T18:30:00Z\n"
    let yen = Currency(code: "JPY", exponent: 0)
    let whole = try read(activity: row.replacing("%", with: "1500"), currency: yen)
    #expect(whole.first?.value?.amount == Money(minorUnits: 1_500, currency: yen))
    let part = try read(activity: row.replacing("%", with: "15.5"), currency: yen)
    #expect(part.first?.refusal?.reason == "1 decimals, but JPY has 0")
  }
}
