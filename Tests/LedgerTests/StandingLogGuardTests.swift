import Mail
import PartnerProgram
import Testing

@testable import Ledger

struct StandingLogGuardTests {
  @Test(arguments: [
    "UPDATE standing_event SET reason = 'x'", "DELETE FROM standing_event",
    "UPDATE standing_decision SET reason = 'x'", "DELETE FROM standing_decision",
    "REPLACE INTO standing_decision SELECT * FROM standing_decision",
  ])
  func `the log refuses to be changed`(statement: String) throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 1)
    let day = CivilDate(year: 2026, month: 10, day: 7)
    let event = StandingEvent(
      .advanced, partner: "P1001", period: "2026-10", on: day, from: "a", to: "b",
      evidence: StandingEvent.Evidence(rule: "r", values: [], reason: "was"))
    _ = try ledger.record([event], at: Sample.noon)
    try ledger.record(
      StandingDecision(.reapply, partner: "P1001", on: day, author: "Kim", reason: "was"), at: Sample.noon)
    #expect(throws: LedgerError.self) {
      try ledger.write { connection throws(LedgerError) in try connection.run(statement) }
    }
    #expect(try ledger.standingEvents(of: "P1001").map(\.event.evidence.reason) == ["was"])
    #expect(try ledger.decisions(of: "P1001").map(\.reason) == ["was"])
  }

  @Test func `replacing an event leaves the old one`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 1)
    let event = StandingEvent(
      .advanced, partner: "P1001", period: "2026-10", on: CivilDate(year: 2026, month: 10, day: 7), from: "a",
      to: "b", evidence: StandingEvent.Evidence(rule: "r", values: [], reason: "was"))
    _ = try ledger.record([event], at: Sample.noon)
    try ledger.write { connection throws(LedgerError) in
      try connection.run(
        """
        REPLACE INTO standing_event SELECT number, partner, key, kind, period, on_day, from_tier, to_tier, currency,
          amount, drops_on, rule, evidence, 'other', recorded FROM standing_event
        """)
    }
    #expect(try ledger.standingEvents(of: "P1001").map(\.event) == [event])
  }

  @Test func `a ledger of version 1 is brought up to this one with its activity`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 1)
    _ = try ledger.bringIn([Sample.sale("A1")])
    try ledger.write { connection throws(LedgerError) in
      try connection.run(
        """
        DROP TABLE standing_event; DROP TABLE standing_decision;
        ALTER TABLE activity DROP COLUMN fee; ALTER TABLE activity DROP COLUMN tax;
        ALTER TABLE activity DROP COLUMN recurs;
        DROP TABLE imported; DELETE FROM meta WHERE key = 'imported';
        DROP TABLE erased; ALTER TABLE delivery DROP COLUMN entered; ALTER TABLE delivery DROP COLUMN upstream;
        DROP TRIGGER suppression_counts; DELETE FROM meta WHERE key = 'suppressions'; PRAGMA user_version = 1
        """)
    }
    let again = try folder.open()
    #expect(try again.partner("P1001")?.activities == [Sample.sale("A1")])
    #expect(try again.standingEvents(of: "P1001").isEmpty)
    #expect(try again.compareActivity(limit: 1).partners == 0)
  }
}
