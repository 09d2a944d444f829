import Mail
import Ledger
import PartnerProgram
import Testing

struct TakeBackTests {
  let folder: TestFolder
  let ledger: SQLiteLedger

  init() throws {
    folder = try TestFolder()
    ledger = try folder.open()
    try ledger.bringIn(partners: 2)
  }

  private func ids() throws -> [String] {
    try ledger.partners(after: nil, limit: 9, withActivity: true).records.flatMap(\.activities).map(\.id)
      .sorted()
  }

  @Test func `a refund may stand before its sale`() throws {
    let file = try ledger.bringIn([Sample.refund("R1", of: "A1"), Sample.sale("A1")])
    #expect(file.late.isEmpty)
    #expect(try ids() == ["A1", "R1"])
  }

  @Test func `a refund whose sale never comes is removed and reported`() throws {
    let file = try ledger.bringIn([Sample.sale("A1"), Sample.refund("R1", of: "A7")])
    #expect(file.results == [.added, .added])
    #expect(file.late == [LateRefusal(line: 3, was: .added, reason: .unknownReference("A7"))])
    #expect(try ids() == ["A1"])
  }

  @Test func `of refunds that are too much together the later ones are refused`() throws {
    var chargeback = Sample.refund("R3", of: "A1", cents: 900)
    chargeback.kind = .chargeback
    let file = try ledger.bringIn([
      Sample.refund("R0", of: "A1", cents: 5_000), Sample.refund("R1", of: "A1", cents: 4_000), chargeback,
      Sample.refund("R4", of: "A1", cents: 1), Sample.sale("A1"),
    ])
    #expect(file.late.map(\.line) == [2, 5])
    #expect(file.late.allSatisfy { $0.reason == .largerThanReference("A1") })
    #expect(try ids() == ["A1", "R1", "R3"])
    let later = try ledger.bringIn([Sample.refund("R5", of: "A1", cents: 1)])
    #expect(later.late.map(\.reason) == [.largerThanReference("A1")])
  }

  @Test func `a reversed refund takes nothing back`() throws {
    var reversed = Sample.refund("R1", of: "A1")
    reversed.status = .reversed
    let file = try ledger.bringIn([Sample.sale("A1"), reversed, Sample.refund("R2", of: "A1")])
    #expect(file.late.isEmpty)
  }

  @Test func `what is taken back must be the partner's own money`() throws {
    var lead = Sample.sale("L1")
    lead.kind = .other("lead")
    lead.amount = nil
    var euro = Sample.refund("R3", of: "A1", cents: 1)
    euro.amount = Money(minorUnits: 1, currency: Currency(code: "EUR", exponent: 2))
    let file = try ledger.bringIn([
      Sample.sale("A1"), lead, Sample.refund("R1", of: "L1", cents: 1),
      Sample.refund("R2", of: "A1", cents: 1, partner: 2), euro,
      Sample.refund("R4", of: "A1", cents: 1), Sample.refund("R5", of: "R4", cents: 1),
    ])
    #expect(
      file.late.map(\.reason) == [
        .referenceNotTakeable("L1"), .referenceOfOtherPartner("A1"), .referenceInOtherCurrency("A1"),
        .referenceNotTakeable("R4"),
      ])
    #expect(try ids() == ["A1", "L1", "R4"])
  }

  @Test func `nothing is taken back before it was sold`() throws {
    var early = Sample.refund("R1", of: "A1")
    early.occurred = Timestamp(seconds: Sample.sale("A1").occurred.seconds - 1)
    let file = try ledger.bringIn([Sample.sale("A1"), early])
    #expect(file.late.map(\.reason) == [.beforeReference("A1")])
    #expect(try ids() == ["A1"])
  }

  @Test func `a changed row that fails is as it was before`() throws {
    _ = try ledger.bringIn([Sample.sale("A1"), Sample.refund("R1", of: "A1", cents: 100)])
    let refund = try ledger.bringIn([Sample.refund("R1", of: "A1", cents: 9_999)])
    #expect(refund.results == [.updated])
    #expect(refund.late == [LateRefusal(line: 2, was: .updated, reason: .largerThanReference("A1"))])
    let sale = try ledger.bringIn([Sample.sale("A1", cents: 99)])
    #expect(sale.late == [LateRefusal(line: 2, was: .updated, reason: .noLongerFits)])
    let expected = [Sample.sale("A1"), Sample.refund("R1", of: "A1", cents: 100)]
    #expect(try ledger.partner("P1001")?.activities == expected)
  }

  @Test func `a sale and its refund may change together`() throws {
    _ = try ledger.bringIn([Sample.sale("A1"), Sample.refund("R1", of: "A1")])
    let file = try ledger.bringIn([
      Sample.sale("A1", of: 2, cents: 10), Sample.refund("R1", of: "A1", cents: 10, partner: 2),
    ])
    #expect(file.results == [.updated, .updated])
    #expect(file.late.isEmpty)
    #expect(try ledger.partner("P1002")?.activities.count == 2)
  }
}
