import Mail
import PartnerProgram
import Testing

@testable import Ledger

/// What imports brought in against what the rows say.
struct ActivityControlTests {
  let folder: TestFolder
  let ledger: SQLiteLedger

  init() throws {
    folder = try TestFolder()
    ledger = try folder.open()
    try ledger.bringIn(partners: 3)
  }

  private func run(_ sql: String) throws {
    try ledger.write { connection throws(LedgerError) in try connection.run(sql) }
  }

  private func file() -> [Activity] {
    var lead = Sample.sale("L1", of: 2)
    lead.kind = .other("lead")
    lead.amount = nil
    var whole = Sample.sale("A3", of: 2, cents: 10_000, at: 20)
    whole.fee = Sample.money(300)
    whole.tax = Sample.money(1_900)
    whole.commission = Sample.money(2_000)
    whole.customer = "C1"
    whole.recurring = Activity.Recurring(isRenewal: true, months: 12)
    return [
      Sample.sale("A1"), Sample.sale("A2", cents: 100, at: 10), whole, lead,
      Sample.refund("R1", of: "A1", cents: 900),
    ]
  }

  @Test func `what imports brought in is what the rows say, whatever became of each row`() throws {
    _ = try ledger.bringIn(file())
    // Again, changed, changed to another partner, refused late, and refused after a change.
    _ = try ledger.bringIn(file())
    var moved = Sample.sale("A2", of: 3, cents: 250, at: 10)
    moved.status = .paid
    let second = try ledger.bringIn([
      moved, Sample.refund("R2", of: "A7"), Sample.refund("R1", of: "A1", cents: 9_000),
      Sample.sale("A4", of: 3),
    ])
    #expect(second.late.map(\.line) == [3, 4])
    let comparison = try ledger.compareActivity(limit: 9)
    #expect(comparison.partners == 0 && comparison.differences.isEmpty)
    let amount = ActivityComparison.Amount(rows: 5, amount: 4_900 + 250 + 10_000 + 900 + 4_900)
    #expect(
      comparison.totals == [
        .init(currency: nil, imported: .init(rows: 1), held: .init(rows: 1)),
        .init(currency: Sample.dollar, imported: amount, held: amount),
      ])
  }

  @Test(arguments: [
    "amount = amount + 1", "amount = NULL", "status = 'paid'", "kind = 'chargeback'",
    "occurred = occurred + 1",
    "customer = 'C2'", "reference = 'A1'", "commission = commission - 1", "fee = NULL", "tax = tax + 1",
    "recurs = 12", "currency = NULL", "id = 'A9'", "customer = NULL, reference = 'C1'",
  ])
  func `a row that was changed behind the ledger's back is found`(_ change: String) throws {
    _ = try ledger.bringIn(file())
    try run("UPDATE activity SET \(change) WHERE id = 'A3'")
    let comparison = try ledger.compareActivity(limit: 9)
    #expect(comparison.partners == 1)
    #expect(Set(comparison.differences.map(\.partner)) == ["P1002"])
  }

  @Test func `a row that is gone, and one that came by itself, are found with their partners and money`()
    throws
  {
    _ = try ledger.bringIn(file())
    try run(
      """
      DELETE FROM activity WHERE id = 'A2';
      INSERT INTO activity (key, id, occurred, kind, status, currency, amount)
        SELECT (3 << 32) | 77, 'X1', occurred, kind, status, currency, 500 FROM activity WHERE id = 'A1';
      """)
    let comparison = try ledger.compareActivity(limit: 9)
    #expect(
      comparison.differences == [
        .init(
          partner: "P1001", currency: Sample.dollar, imported: .init(rows: 3, amount: 5_900),
          held: .init(rows: 2, amount: 5_800)),
        .init(
          partner: "P1003", currency: Sample.dollar, imported: .init(rows: 0, amount: 0),
          held: .init(rows: 1, amount: 500)),
      ])
    #expect(try ledger.compareActivity(limit: 1).differences.count == 1)
    #expect(try ledger.compareActivity(limit: 1).partners == 2)
    try ledger.recountActivity()
    #expect(try ledger.compareActivity(limit: 9).partners == 0)
  }

  @Test func `a ledger of an earlier version is counted once and then watched`() throws {
    _ = try ledger.bringIn(file())
    try run("DELETE FROM imported; DELETE FROM meta WHERE key = 'imported'")
    _ = try ledger.bringIn([Sample.sale("A5", of: 2)])
    #expect(try ledger.compareActivity(limit: 9).partners == 0)
    try run("UPDATE activity SET amount = 1 WHERE id = 'A5'")
    #expect(try ledger.compareActivity(limit: 9).partners == 1)
  }

  @Test func `who was erased is missed by nobody`() throws {
    _ = try ledger.bringIn(file())
    try ledger.beginRun()
    _ = try ledger.erase("P1002", now: Sample.noon)
    let comparison = try ledger.compareActivity(limit: 9)
    #expect(comparison.partners == 0)
    #expect(comparison.totals.map(\.held.rows) == [3])
  }

  @Test func `more partners than are held in memory at once add up`() throws {
    let many = 40_000
    try ledger.bringIn(partners: many)
    _ = try ledger.bringIn((1...many).map { Sample.sale("A\($0)", of: $0, cents: Int64($0)) })
    let comparison = try ledger.compareActivity(limit: 9)
    #expect(comparison.partners == 0)
    #expect(
      comparison.totals.first?.imported == .init(rows: Int64(many), amount: Int64(many * (many + 1) / 2)))
  }

  @Test func `sales are joined with what takes them back, as of a moment`() throws {
    var reversed = Sample.refund("R3", of: "A1", cents: 100)
    reversed.status = .reversed
    _ = try ledger.bringIn(file() + [reversed])
    let noon = Sample.noon.seconds
    let questions = [
      OrderQuestion(partner: "P1001", start: noon, end: noon + 10, takenBackBefore: noon + 61),
      OrderQuestion(partner: "P1001", start: noon, end: noon + 11, takenBackBefore: noon + 60),
      OrderQuestion(partner: "P1002", start: 0, end: .max, takenBackBefore: .max),
      OrderQuestion(partner: "P9999", start: 0, end: .max, takenBackBefore: .max),
    ]
    let answers = try ledger.orders(questions)
    #expect(answers.map { $0.map(\.amount) } == [[4_900], [4_900, 100], [10_000], []])
    #expect(answers[0].map(\.takenBack) == [900] && answers[1].map(\.takenBack) == [nil, nil])
    let row = try #require(answers[2].first)
    #expect(row.fee == 300 && row.tax == 1_900 && row.recurs == -12 && row.status == "approved")
    #expect(row.currency == Sample.dollar && row.customerSince == row.occurred)
  }
}
