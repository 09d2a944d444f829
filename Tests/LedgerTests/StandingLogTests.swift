import Ledger
import Mail
import PartnerProgram
import Testing

struct StandingLogTests {
  let folder: TestFolder
  let ledger: SQLiteLedger

  init() throws {
    folder = try TestFolder()
    ledger = try folder.open()
    try ledger.bringIn(partners: 2)
  }

  private func event(
    _ kind: StandingEvent.Kind = .advanced, partner: Int = 1, period: String = "2026-10",
    to: String = "growth",
    amount: Money? = nil
  ) -> StandingEvent {
    StandingEvent(
      kind, partner: "P\(1_000 + partner)", period: period, on: CivilDate(year: 2026, month: 10, day: 7),
      from: "standard", to: to, amount: amount, dropsOn: CivilDate(year: 2026, month: 11, day: 1),
      evidence: StandingEvent.Evidence(
        rule: "0123abcd", values: [.init(measure: "conversions per month", value: 6)],
        reason: "the figures\nreach it"))
  }

  @Test func `an event is kept as it was recorded and recorded once`() throws {
    let events = [event(), event(.bonusGranted, amount: Sample.money(10_000))]
    #expect(try ledger.record(events, at: Sample.noon) == events)
    #expect(try ledger.record(events + [event(period: "2026-11")], at: Sample.noon.later(9)).count == 1)
    let logged = try ledger.standingEvents(of: "P1001")
    #expect(logged.prefix(2).map(\.event) == events)
    #expect(logged.map(\.recorded) == [Sample.noon, Sample.noon, Sample.noon.later(9)])
    #expect(try ledger.standingEvents(after: logged[0].number, limit: 1).map(\.event) == [events[1]])
    #expect(try ledger.standingEvents(of: "P1002").isEmpty)
  }

  @Test func `a bonus is granted once ever, in whatever period`() throws {
    let bonus = event(.bonusGranted, amount: Sample.money(10_000))
    #expect(try ledger.record([bonus], at: Sample.noon).count == 1)
    let again = event(.bonusGranted, period: "2027-03", amount: Sample.money(10_000))
    #expect(try ledger.record([again], at: Sample.noon).isEmpty)
    let other = event(.bonusGranted, partner: 2, amount: Sample.money(10_000))
    #expect(try ledger.record([other], at: Sample.noon).count == 1)
  }

  @Test func `an event of an unknown partner is refused with all beside it`() throws {
    #expect(throws: LedgerError.self) { try ledger.record([event(), event(partner: 9)], at: Sample.noon) }
    #expect(try ledger.standingEvents(of: "P1001").isEmpty)
  }

  @Test func `decisions come back as they were made`() throws {
    let decision = StandingDecision(
      .override, partner: "P1001", on: CivilDate(year: 2026, month: 10, day: 7), tier: "elite",
      period: "2026-10", until: CivilDate(year: 2027, month: 1, day: 31), author: "Kim", role: "sales",
      reason: "a launch was ours to lose")
    try ledger.record(decision, at: Sample.noon)
    try ledger.record(
      StandingDecision(.uninvite, partner: "P1002", on: decision.on, author: "Kim", reason: "left"),
      at: Sample.noon)
    #expect(try ledger.decisions(of: "P1001") == [decision])
    #expect(try ledger.decisions().mapValues(\.count) == ["P1001": 1, "P1002": 1])
    #expect(throws: LedgerError.self) {
      try ledger.record(
        StandingDecision(.reapply, partner: "P1009", on: decision.on, author: "Kim", reason: ""),
        at: Sample.noon)
    }
  }

  @Test func `what activity says beyond its amount comes back`() throws {
    var sale = Sample.sale("A1")
    sale.fee = Sample.money(150)
    sale.tax = Sample.money(0)
    sale.recurring = Activity.Recurring(isRenewal: true, months: 12)
    _ = try ledger.bringIn([sale])
    #expect(try ledger.partner("P1001")?.activities == [sale])
    sale.recurring = Activity.Recurring(isRenewal: false)
    #expect(try ledger.bringIn([sale]).results == [.updated])
    #expect(try ledger.partner("P1001")?.activities == [sale])
  }
}
