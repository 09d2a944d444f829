import Mail
import Testing

@testable import PartnerProgram

@Suite struct PayoutScheduleTests {
  private func day(_ text: String) throws -> CivilDate { try CivilDate(text) }

  @Test(arguments: [
    (PayoutTerms.Cadence.week, "2026-11-01", "2026-11-02"), (.week, "2026-11-02", "2026-11-02"),
    (.week, "2026-11-03", "2026-11-09"), (.week, "1969-12-30", "1970-01-05"),
    (.twoWeeks, "1970-01-05", "1970-01-05"), (.twoWeeks, "1970-01-06", "1970-01-19"),
    (.twoWeeks, "2026-11-02", "2026-11-09"), (.twoWeeks, "2026-11-10", "2026-11-23"),
    (.month, "2026-11-01", "2026-11-01"), (.month, "2026-12-02", "2027-01-01"),
    (.quarter, "2026-10-01", "2026-10-01"), (.quarter, "2026-10-02", "2027-01-01"),
    (.quarter, "2026-03-31", "2026-04-01"),
  ])
  func `the payout day of a cadence`(_ cadence: PayoutTerms.Cadence, _ from: String, _ expected: String)
    throws
  {
    let found = cadence.payoutDay(onOrAfter: try day(from))
    #expect(try found == day(expected))
    if cadence == .week || cadence == .twoWeeks { #expect(found.weekday == 1) }
  }

  @Test func `what a tier does not say is the refund window, the month and any amount`() throws {
    let tier = Tier(id: "a", name: "A", from: 0, rate: Rate(basisPoints: 0))
    let terms = LadderTerms(metric: .conversions)
    let schedule = PayoutSchedule(tier, terms: terms)
    #expect(schedule == PayoutSchedule(holdDays: 30, cadence: .month, minimum: 0))
    // October's refund window ends on 30 November: the status is final on the day the money is due.
    #expect(try schedule.due(Period(.month, seenOn: october.firstDay)) == day("2026-12-01"))
  }

  @Test func `hold, cadence and minimum are the tier's`() throws {
    var tier = Tier(id: "a", name: "A", from: 0, rate: Rate(basisPoints: 0))
    tier.payout = PayoutTerms(holdDays: 7, cadence: .week, minimum: dollars(2_500))
    let schedule = PayoutSchedule(tier, terms: LadderTerms(metric: .conversions))
    #expect(schedule.minimum == 2_500)
    #expect(try schedule.due(Period(.month, seenOn: october.firstDay)) == day("2026-11-09"))
    #expect(try schedule.due(Period(.quarter, seenOn: october.firstDay)) == day("2027-01-11"))
  }

  @Test(arguments: [
    ("2026-10", "2026-10-01", "2026-10-31"), ("2026-Q3", "2026-07-01", "2026-09-30"),
    ("2026", "2026-01-01", "2026-12-31"),
  ])
  func `a period is read by its name`(_ name: String, _ first: String, _ last: String) throws {
    let period = try #require(Period(name: name))
    #expect(try period.first == day(first) && period.last == day(last) && period.name == name)
  }

  @Test(arguments: [
    "", "2026-", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-q1", "26-10", "2026-10-01", "+026",
    "2026-Q١", "0000",
  ])
  func `what is no period's name is refused`(_ name: String) { #expect(Period(name: name) == nil) }

  @Test func `a period settles those that end in it`() throws {
    let quarter = try #require(Period(name: "2026-Q4"))
    #expect(try quarter.settles(#require(Period(name: "2026-12"))))
    #expect(quarter.settles(quarter))
    #expect(try !quarter.settles(#require(Period(name: "2026-09"))))
    #expect(try !#require(Period(name: "2026-10")).settles(quarter))
  }
}
