import Mail
import Testing

@testable import PartnerProgram

func read(partners text: String, format: DataFormat = .csv) throws -> [RowOutcome<Partner>] {
  var rows: [RowOutcome<Partner>] = []
  var reader = PartnerReader(file: "partners.\(format.rawValue)", format: format)
  try reader.read(Array(text.utf8).span) { rows.append($0) }
  try reader.finish { rows.append($0) }
  return rows
}

extension RowOutcome {
  var value: Value? { if case .accepted(let value, _) = self { value } else { nil } }
  var refusal: RowRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}

@Suite struct PartnerReaderTests {
  private static let header = "id,name,email,type,country,language,tags,joined,left,time_zone,code\n"

  private func refusal(_ row: String) throws -> RowRefusal? {
    try read(partners: Self.header + row + "\n").first?.refusal
  }

  @Test func `a full row becomes a partner and further columns its fields`() throws {
    let row =
      "P-1,Dana Reyes,Dana@Mail.Example,creator,de,pt-br,vip; beta vip,2024-02-29,2026-01-01,Europe/Berlin,X9\n"
    let partner = try #require(try read(partners: Self.header + row).first?.value)
    #expect(partner.id == "P-1")
    #expect(partner.name == "Dana Reyes")
    #expect(partner.email.description == "Dana@mail.example")
    #expect(partner.type == "creator")
    #expect(partner.country == "DE")
    #expect(partner.language == "pt-BR")
    #expect(partner.tags == ["vip", "beta"])
    #expect(partner.joined == CivilDate(year: 2024, month: 2, day: 29))
    #expect(partner.left == CivilDate(year: 2026, month: 1, day: 1))
    #expect(partner.timeZone == "Europe/Berlin")
    #expect(partner.fields == ["code": "X9"])
    #expect(partner.channel == nil)
  }

  @Test func `empty cells are absent`() throws {
    let partner = try #require(
      try read(partners: Self.header + "P-1,D,d@m.example,,,,,2024-01-01,,,\n").first?.value)
    #expect(partner.type == nil && partner.country == nil && partner.language == nil && partner.left == nil)
    #expect(partner.tags.isEmpty && partner.fields.isEmpty && partner.timeZone == nil)
  }

  @Test(arguments: [
    (",D,d@m.example,,,,,2024-01-01,,,", "id", "the value is missing"),
    ("P 1,D,d@m.example,,,,,2024-01-01,,,", "id", "a blank or control character in an id"),
    ("P-1,,d@m.example,,,,,2024-01-01,,,", "name", "the value is missing"),
    ("P-1,\"a\r\nBcc: x\",d@m.example,,,,,2024-01-01,,,", "name", "a line end within the text"),
    ("P-1,a\u{7}b,d@m.example,,,,,2024-01-01,,,", "name", "a control character"),
    (
      "P-1,a\u{202e}b,d@m.example,,,,,2024-01-01,,,", "name",
      "a character that overrides the direction of the text"
    ),
    ("P-1,D,,,,,,2024-01-01,,,", "email", "the value is missing"),
    ("P-1,D,d@m.example,,Germany,,,2024-01-01,,,", "country", "not a country of two letters (ISO 3166-1)"),
    (
      "P-1,D,d@m.example,,,pt_BR,,2024-01-01,,,", "language",
      "not a language tag such as de or pt-BR (BCP 47)"
    ),
    ("P-1,D,d@m.example,,,,,,,,", "joined", "the value is missing"),
    ("P-1,D,d@m.example,,,,,2024-01-02,2024-01-01,,", "left", "left before joined"),
    ("P-1,D,d@m.example,,,,,2024-01-01,,CET+1,", "time_zone", "not an IANA time zone such as Europe/Berlin"),
    (
      "P-1,D,d@m.example,,,,,2024-01-01,,,a\u{202e}b", "code",
      "a character that overrides the direction of the text"
    ),
  ])
  func `a wrong cell is refused with its column and reason`(row: String, column: String, reason: String)
    throws
  {
    let refusal = try #require(try refusal(row))
    #expect(refusal.columnName == column)
    #expect(refusal.reason == reason)
    #expect(refusal.line == 2)
    #expect(refusal.cells.count == 11)
  }

  @Test(arguments: [
    "2026-02-30", "30.01.2026", "2026-1-1", "2026-13-01", "0000-00-00", "2026-01-01T00:00:00Z",
  ])
  func `a day that does not exist is refused`(day: String) throws {
    #expect(try refusal("P-1,D,d@m.example,,,,,\(day),,,")?.columnName == "joined")
  }

  @Test func `the reason against an address does not hold the address`() throws {
    let refusal = try #require(try refusal("P-1,D,someone@@secret..example,,,,,2024-01-01,,,"))
    #expect(refusal.columnName == "email")
    #expect(!refusal.reason.contains("someone") && !refusal.reason.contains("secret"))
  }

  @Test func `a name of 200 characters is taken and one of 201 refused`() throws {
    let name = String(repeating: "é", count: 200)
    #expect(try refusal("P-1,\(name),d@m.example,,,,,2024-01-01,,,") == nil)
    #expect(try refusal("P-1,\(name)é,d@m.example,,,,,2024-01-01,,,")?.reason == "longer than 200 characters")
  }

  @Test func `rows of another width are refused and the rest is read`() throws {
    let rows = try read(
      partners:
        "id,name,email,joined\nP-1,D\nP-2,D,d@m.example,2024-01-01,more\nP-3,D,d@m.example,2024-01-01\n")
    #expect(
      rows.map { $0.refusal?.reason } == [
        "2 columns, but the header has 4", "5 columns, but the header has 4", nil,
      ])
    #expect(rows.map { $0.refusal?.line } == [2, 3, nil])
  }

  @Test(arguments: [
    ("", "partners.csv:1: error: the file is empty: not even a row of column names"),
    ("id,name,joined\n", "partners.csv:1: error: the column 'email' is missing"),
    (
      "id,name,e-mail,joined\n",
      "partners.csv:1: error: the column 'email' is missing; is 'e-mail' meant to be it?"
    ),
    ("ID,name,email,joined\n", "partners.csv:1: error: the column 'id' is missing; is 'ID' meant to be it?"),
    ("id,name,email,joined,id\n", "partners.csv:1:5: error: the column 'id' stands twice"),
    ("id,name,,email,joined\n", "partners.csv:1:3: error: a column without a name"),
    ("id;name;email;joined\n", "partners.csv:1: error: the columns stand apart by ';', expected ','"),
    (
      "id,\"name\n",
      "partners.csv:1:2: error: the quote opened in line 1 is never closed: the row reaches to the end of the file"
    ),
  ])
  func `a file without a right header is an error as a whole`(text: String, message: String) throws {
    let error = #expect(throws: DataFileError.self) { _ = try read(partners: text) }
    #expect(error?.description == message)
  }

  @Test func `JSON Lines give the same partners as CSV`() throws {
    let csv = "id,name,email,joined,code\nP-1,\"D \"\"x\"\"\",d@m.example,2024-01-01,7\n"
    let json = #"{"joined":"2024-01-01","code":7,"id":"P-1","name":"D \"x\"","email":"d@m.example"}"#
    #expect(try read(partners: csv).map(\.value) == read(partners: json, format: .jsonLines).map(\.value))
    let missing = try read(partners: #"{"id":"P-1","name":"D"}"#, format: .jsonLines)
    #expect(missing.first?.refusal?.reason == "the value is missing")
    let nested = try read(partners: #"{"id":"P-1","name":{"first":"D"}}"#, format: .jsonLines)
    #expect(nested.first?.refusal?.reason.hasPrefix("a nested value") == true)
  }

  @Test func `the short way of reading an address gives what the general one gives`() throws {
    let pieces = [
      "a", "B", "7", ".", "-", "_", "+", "@", "mail", "example", "xn--", "é", "\"", " ", "[", "com", "..",
    ]
    var short = 0
    for seed in 0..<20_000 {
      var random = SeededRandom(seed: 3, stream: 6, index: seed)
      func run(_ count: Int) -> String { (0..<count).map { _ in random.pick(pieces) }.joined() }
      let text =
        run(random.number(in: 1...4)) + "@" + run(random.number(in: 1...4)) + random.pick(["", ".example"])
      guard let plain = PlainAddress.read(ArraySlice(text.utf8)) else { continue }
      short += 1
      #expect(try plain == EmailAddress(text), "\(text)")
    }
    #expect(short > 300)
    #expect(PlainAddress.read(ArraySlice("\(String(repeating: "a", count: 65))@m.example".utf8)) == nil)
    #expect(PlainAddress.read(ArraySlice("a@\(String(repeating: "a", count: 64)).example".utf8)) == nil)
  }
}
