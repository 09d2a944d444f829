import Ledger
import Mail
import PartnerProgram
import Testing

struct ImportTests {
  let folder: TestFolder
  let ledger: SQLiteLedger

  init() throws {
    folder = try TestFolder()
    ledger = try folder.open()
  }

  private func put(_ partners: [Partner]) throws -> [RowResult] {
    try ledger.importRows { session in
      let results = try partners.enumerated().map { try session.put($1, line: $0 + 2) }
      _ = try session.finish()
      return results
    }
  }

  @Test func `everything a partner has comes back`() throws {
    var full = Sample.partner(1)
    full.channel = "youtube"
    full.country = "DE"
    full.language = "de-AT"
    full.source = ""
    full.tags = ["vip", "", "früh"]
    full.left = CivilDate(year: 1969, month: 12, day: 31)
    full.timeZone = "Europe/Berlin"
    full.fields = ["first_name": "Zoë", "note": String(repeating: "ü", count: 40_000), "empty": ""]
    let bare = Partner(
      id: "p", name: "", email: Sample.email("odd@local"), joined: CivilDate(year: 2026, month: 1, day: 31))
    #expect(try put([full, bare]) == [.added, .added])
    #expect(try ledger.partner("P1001")?.partner == full)
    #expect(try ledger.partner("p")?.partner == bare)
    #expect(try ledger.partner("P") == nil)
    #expect(try ledger.fieldNames() == ["empty", "first_name", "note"])
  }

  @Test func `an import again changes nothing, and only what differs is updated`() throws {
    let partners = (1...3).map(Sample.partner)
    #expect(try put(partners) == [.added, .added, .added])
    #expect(try put(partners) == [.unchanged, .unchanged, .unchanged])
    var renamed = partners[1]
    renamed.name = "New"
    renamed.fields = ["a": "1"]
    #expect(try put([partners[0], renamed]) == [.unchanged, .updated])
    #expect(try ledger.partner("P1002")?.partner == renamed)
    #expect(try ledger.counts() == ProgramCounts(partners: 3, activities: 0))
  }

  @Test(arguments: [false, true]) func `an id twice in a file stands once`(isKnown: Bool) throws {
    var other = Sample.partner(1)
    other.name = "Other"
    if isKnown { _ = try put([Sample.partner(1)]) }
    let first: RowResult = isKnown ? .unchanged : .added
    let refused = RowResult.refused(.repeatedID("P1001"))
    #expect(try put([Sample.partner(1), Sample.partner(1), other]) == [first, .unchanged, refused])
    #expect(try ledger.partner("P1001")?.partner.name == "Name 1")

    var changed = Sample.sale("A1")
    changed.status = .reversed
    if isKnown { _ = try ledger.bringIn([Sample.sale("A1")]) }
    let results = try ledger.bringIn([Sample.sale("A1"), Sample.sale("A1"), changed]).results
    #expect(results == [first, .unchanged, .refused(.repeatedID("A1"))])
  }

  @Test func `everything an activity has comes back, sorted by time`() throws {
    try ledger.bringIn(partners: 2)
    var late = Sample.sale("A1", at: 50)
    late.customer = "c"
    late.commission = Sample.money(-7)
    var lead = Sample.sale("A3", at: -1)
    lead.kind = .other("lead")
    lead.amount = nil
    lead.status = .pending
    let yen = Money(minorUnits: .max, currency: Currency(code: "JPY", exponent: 0))
    var paid = Sample.sale("A2", of: 2)
    paid.amount = yen
    paid.status = .paid
    let results = try ledger.bringIn([late, paid, lead, Sample.refund("A0", of: "A1", cents: 1)])
    #expect(results.results == [.added, .added, .added, .added])
    #expect(results.late.isEmpty)
    let expected = [lead, late, Sample.refund("A0", of: "A1", cents: 1)]
    #expect(try ledger.partner("P1001")?.activities == expected)
    #expect(try ledger.partner("P1002")?.activities == [paid])
  }

  @Test func `an activity follows its file: status, time and partner`() throws {
    try ledger.bringIn(partners: 2)
    _ = try ledger.bringIn([Sample.sale("A1"), Sample.sale("A2")])
    var moved = Sample.sale("A1", of: 2, at: 9)
    moved.status = .paid
    #expect(try ledger.bringIn([moved, Sample.sale("A2")]).results == [.updated, .unchanged])
    #expect(try ledger.partner("P1001")?.activities == [Sample.sale("A2")])
    #expect(try ledger.partner("P1002")?.activities == [moved])
  }

  @Test func `a row that cannot stand is refused with its reason`() throws {
    try ledger.bringIn(partners: 1)
    var mixed = Sample.sale("A1")
    mixed.commission = Money(minorUnits: 1, currency: Currency(code: "EUR", exponent: 2))
    let results = try ledger.bringIn([Sample.sale("A0", of: 9), mixed, Sample.refund("A2", of: nil)]).results
    #expect(
      results == [.refused(.unknownPartner("P1009")), .refused(.mixedCurrencies), .refused(.noReference)])
    #expect(try ledger.counts().activities == 0)
  }

  @Test func `an import that throws leaves nothing behind`() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try ledger.importRows { session in
        _ = try session.put(Sample.partner(1), line: 2)
        throw Stop()
      }
    }
    let unfinished = #expect(throws: LedgerError.self) {
      try ledger.importRows { session in _ = try session.put(Sample.partner(1), line: 2) }
    }
    #expect(unfinished?.kind == .fault)
    #expect(try ledger.counts().partners == 0)
    #expect(try put([Sample.partner(1)]) == [.added])
  }
}
