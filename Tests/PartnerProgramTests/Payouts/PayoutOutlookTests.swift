import Mail
import Testing

@testable import PartnerProgram

/// What mails say of earnings and the next payout.
@Suite struct PayoutOutlookTests {
  private func outlook(
    _ ladder: TierLadder, _ activities: [Activity], asOf clock: String, month: Month = october
  ) throws -> PayoutOutlook {
    let recipient = try evaluator(ladder).recipient(
      partner(), activities: activities, month: month, asOf: at(clock))
    return try #require(recipient.account).outlook()
  }

  private let twoMonths = Result {
    try sales(2, in: "2026-09", prefix: "A") + sales(1, in: "2026-10", prefix: "B")
  }

  @Test func `what is held, and when the first of it is paid`() throws {
    let found = try outlook(payingLadder(), twoMonths.get(), asOf: "2026-10-31T12:00:00Z")
    #expect(found.balance == dollars(6_000) && found.held == dollars(6_000) && found.carried == dollars(0))
    // September's on 1 November; October's is due a month later.
    #expect(found.nextOn == CivilDate(year: 2026, month: 11, day: 1) && found.next == dollars(4_000))
    #expect(found.last == nil && found.lastOn == nil && found.minimum == nil)
  }

  @Test func `on the payout day its money is the last payout and the next one is named`() throws {
    let found = try outlook(payingLadder(), twoMonths.get(), asOf: "2026-11-01T12:00:00Z")
    #expect(found.last == dollars(4_000) && found.lastOn == CivilDate(year: 2026, month: 11, day: 1))
    #expect(found.balance == dollars(2_000))
    #expect(found.nextOn == CivilDate(year: 2026, month: 12, day: 1) && found.next == dollars(2_000))
  }

  @Test func `less than the minimum has a day and no amount`() throws {
    let ladder = payingLadder(PayoutTerms(holdDays: 0, minimum: dollars(5_000)))
    let found = try outlook(ladder, twoMonths.get(), asOf: "2026-10-20T12:00:00Z")
    #expect(
      found.carried == dollars(4_000) && found.held == dollars(2_000) && found.minimum == dollars(5_000))
    #expect(found.nextOn == CivilDate(year: 2026, month: 11, day: 1) && found.next == dollars(6_000))
    let small = try outlook(ladder, sales(1, in: "2026-10", prefix: "A"), asOf: "2026-10-20T12:00:00Z")
    #expect(small.next == nil && small.balance == dollars(2_000))
  }

  @Test func `what it foresees is what is paid when the day comes and nothing else happened`() throws {
    for ladder in [payingLadder(bonus: 10_000), payingLadder(PayoutTerms(holdDays: 7, cadence: .week))] {
      let some = try sales(3, in: "2026-08", prefix: "A") + sales(2, in: "2026-09", prefix: "B")
      let foreseen = try outlook(ladder, some, asOf: "2026-09-30T12:00:00Z")
      let day = try #require(foreseen.nextOn)
      let then = try outlook(ladder, some, asOf: "\(day)T12:00:00Z")
      #expect(then.last == foreseen.next && then.lastOn == day)
    }
  }

  @Test func `a debt is a negative balance`() throws {
    let some = try sales(1, in: "2026-08", prefix: "A") + [refund("R", of: "A0", "2026-10-09T12:00:00Z")]
    let found = try outlook(payingLadder(), some, asOf: "2026-11-20T12:00:00Z")
    #expect(found.balance == dollars(-2_000) && found.next == nil)
  }

  @Test func `whoever did nothing is owed nothing`() throws {
    let found = try outlook(payingLadder(), [], asOf: "2026-11-20T12:00:00Z")
    #expect(found.balance == dollars(0) && found.nextOn == nil && found.next == nil)
  }
}
