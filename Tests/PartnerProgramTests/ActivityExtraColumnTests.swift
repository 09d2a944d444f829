import Mail
import Testing

@testable import PartnerProgram

/// Fee, tax, recurring payments, and rows from the future.
@Suite struct ActivityExtraColumnTests {
  private static let header = "id,partner,kind,status,amount,currency,occurred,fee,tax,recurring,months\n"

  private func outcome(_ row: String, latest: Timestamp? = nil) throws -> RowOutcome<Activity>? {
    var reader = ActivityReader(file: "a.csv", format: .csv, currency: usd, latest: latest)
    var found: RowOutcome<Activity>?
    try reader.read(Array((Self.header + row + "\n").utf8).span) { found = $0 }
    try reader.finish { found = $0 }
    return found
  }

  private func reason(_ row: String, latest: Timestamp? = nil) throws -> String? {
    guard case .refused(let refusal) = try outcome(row, latest: latest) else { return nil }
    return "\(refusal.columnName ?? ""): \(refusal.reason)"
  }

  @Test func `a row with every column is read`() throws {
    let row = "A,P-1,sale,paid,100.00,USD,2026-10-05T10:00:00Z,2.50,19.00,renewal,12"
    guard case .accepted(let activity, _) = try outcome(row) else {
      Issue.record("refused")
      return
    }
    #expect(activity.fee == dollars(250) && activity.tax == dollars(1_900))
    #expect(activity.recurring == Activity.Recurring(isRenewal: true, months: 12))
  }

  @Test func `a recurring sale without months pays for one`() throws {
    guard case .accepted(let activity, _) = try outcome("A,P-1,sale,paid,1,USD,2026-10-05T10:00:00Z,,,new,")
    else {
      Issue.record("refused")
      return
    }
    #expect(activity.recurring == Activity.Recurring(isRenewal: false) && activity.fee == nil)
  }

  @Test(arguments: [
    ("1,USD,2026-10-05T10:00:00Z,1.01,,,", "fee: more than the amount that it is a part of"),
    ("1,USD,2026-10-05T10:00:00Z,,2,,", "tax: more than the amount that it is a part of"),
    ("1,USD,2026-10-05T10:00:00Z,-1,,,", "fee: the amount is negative"),
    ("1,USD,2026-10-05T10:00:00Z,,,monthly,", "recurring: not one of new, renewal"),
    ("1,USD,2026-10-05T10:00:00Z,,,new,0", "months: not a number of months from 1 to 120"),
    ("1,USD,2026-10-05T10:00:00Z,,,new,+1", "months: not a number of months from 1 to 120"),
    ("1,USD,2026-10-05T10:00:00Z,,,,3", "months: months of a sale that is not recurring"),
  ])
  func `a wrong cell is refused`(cells: String, expected: String) throws {
    let found = try #require(try reason("A,P-1,sale,paid,\(cells)"))
    // The words on negative amounts are the money reader's.
    #expect(expected.hasPrefix("fee: the amount") ? found.hasPrefix("fee: ") : found == expected)
  }

  @Test func `a lead does not recur`() throws {
    #expect(
      try reason("A,P-1,lead,paid,,,2026-10-05T10:00:00Z,,,new,1") == "recurring: only a sale recurs")
  }

  @Test func `what lies in the future is refused where a clock is given`() throws {
    let row = "A,P-1,sale,paid,1,USD,2026-10-05T10:00:00Z,,,,"
    #expect(try reason(row) == nil)
    #expect(try reason(row, latest: at("2026-10-05T10:00:00Z")) == nil)
    #expect(try reason(row, latest: at("2026-10-05T09:59:59Z")) == "occurred: it lies in the future")
  }
}
