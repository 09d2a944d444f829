import Mail
import Testing

@testable import PartnerProgram

/// Accounts worked out by hand.
@Suite struct PayoutReplayTests {
  @Test func `nothing is paid while it is held, and all of it on the due day`() throws {
    let two = try sales(2, in: "2026-10", prefix: "A")
    let open = try statements(payingLadder(), two, upTo: "2026-10", asOf: "2026-10-20T00:00:00Z")
    #expect(open.map(\.line) == ["2026-10 earned 4000 out 4000 pending due 2026-12-01"])
    #expect(open[0].reason?.words == "the earning period ends on 2026-10-31")
    let held = try statements(payingLadder(), two, upTo: "2026-10", asOf: "2026-12-01T04:59:59Z")
    #expect(held.map(\.line) == open.map(\.line))
    #expect(held[0].reason?.words == "held until 2026-12-01")
    // Midnight in New York is five in the morning in UTC.
    let due = try statements(payingLadder(), two, upTo: "2026-10", asOf: "2026-12-01T05:00:00Z")
    #expect(due.map(\.line) == ["2026-10 earned 4000 payout 4000 approved due 2026-12-01"])
    #expect(due[0].reason == nil && due[0].orders == 2 && due[0].paidOrders == 0)
  }

  @Test func `less than the minimum is carried until there is enough`() throws {
    let ladder = payingLadder(PayoutTerms(holdDays: 0, minimum: dollars(5_000)))
    let some =
      try sales(1, in: "2026-07", prefix: "A") + sales(1, in: "2026-08", prefix: "B")
      + sales(1, in: "2026-10", prefix: "C")
    let all = try statements(ladder, some, upTo: "2026-10", asOf: "2026-12-01T05:00:00Z")
    #expect(
      all.map(\.line) == [
        "2026-07 earned 2000 out 2000 carried due 2026-08-01",
        "2026-08 earned 2000 in 2000 out 4000 carried due 2026-09-01",
        "2026-09 in 4000 out 4000 carried due 2026-10-01",
        "2026-10 earned 2000 in 4000 payout 6000 approved due 2026-11-01",
      ])
    #expect(all[0].reason?.words == "less than the minimum of USD 50.00")
  }

  @Test func `a refund before the due day lowers the payout, one after it is clawed back from the next`()
    throws
  {
    let three = try sales(3, in: "2026-08", prefix: "A") + sales(1, in: "2026-09", prefix: "B")
    // Three sales at 25 %; the refund leaves two at 20 %.
    let before = try three + [refund("R", of: "A0", "2026-09-20T12:00:00Z")]
    let all = try statements(payingLadder(), before, upTo: "2026-09", asOf: "2026-12-01T05:00:00Z")
    #expect(
      all.map(\.line) == [
        "2026-08 earned 4000 payout 4000 approved due 2026-10-01",
        "2026-09 earned 2000 payout 2000 approved due 2026-11-01",
      ])
    #expect(all[0].gross == 30_000 && all[0].takenBack == 10_000 && all[0].net == 20_000)
    let after = try three + [refund("R", of: "A0", "2026-10-20T12:00:00Z")]
    let clawed = try statements(payingLadder(), after, upTo: "2026-09", asOf: "2026-12-01T05:00:00Z")
    #expect(
      clawed.map(\.line) == [
        "2026-08 earned 7500 payout 7500 approved due 2026-10-01",
        "2026-09 earned 2000 back 3500 out -1500 carried due 2026-11-01",
      ])
    #expect(clawed[1].reason == .debt)
  }

  @Test func `a refund of which nobody knew yet changes no statement that was settled`() throws {
    let some = try sales(3, in: "2026-08", prefix: "A") + [refund("R", of: "A0", "2026-10-20T12:00:00Z")]
    let early = try statements(payingLadder(), some, upTo: "2026-08", asOf: "2026-10-10T00:00:00Z")
    let late = try statements(payingLadder(), some, upTo: "2026-08", asOf: "2027-03-01T00:00:00Z")
    #expect(early == late)
  }

  @Test func `a debt is carried until it is earned`() throws {
    let some =
      try sales(3, in: "2026-07", prefix: "A") + sales(1, in: "2026-09", prefix: "B")
      + [refund("R", of: "A0", "2026-09-20T12:00:00Z"), refund("S", of: "A1", "2026-09-21T12:00:00Z")]
    let all = try statements(payingLadder(), some, upTo: "2026-09", asOf: "2026-12-01T05:00:00Z")
    #expect(
      all.map(\.line) == [
        "2026-07 earned 7500 payout 7500 approved due 2026-09-01",
        "2026-08 back 5500 out -5500 carried due 2026-10-01",
        "2026-09 earned 2000 in -5500 out -3500 carried due 2026-11-01",
      ])
  }

  @Test func `a bonus is paid once, with the period that first reached its tier`() throws {
    let ladder = payingLadder(bonus: 10_000)
    let some = try sales(3, in: "2026-07", prefix: "A") + sales(3, in: "2026-08", prefix: "B")
    let all = try statements(ladder, some, upTo: "2026-08", asOf: "2026-12-01T05:00:00Z")
    #expect(
      all.map(\.line) == [
        "2026-07 earned 7500 bonus 10000 payout 17500 approved due 2026-09-01",
        "2026-08 earned 7500 payout 7500 approved due 2026-10-01",
      ])
    // The mail of the advancement promises the same.
    let recipient = try evaluator(ladder).recipient(
      partner(), activities: some, month: Month(year: 2026, number: 7), asOf: at("2026-08-01T09:00:00Z"))
    #expect(recipient.reachedFirstTime && recipient.status.tier.bonus == dollars(all[0].bonuses))
  }

  @Test(arguments: [MovementPolicy.UndoneBonus.keep, .reverse])
  func `a bonus whose reach is undone is kept or clawed back by the rule`(_ rule: MovementPolicy.UndoneBonus)
    throws
  {
    let ladder = payingLadder(bonus: 10_000) { terms in
      terms.movement = MovementPolicy()
      terms.movement?.undoneBonus = rule
    }
    let some = try sales(3, in: "2026-07", prefix: "A") + [refund("R", of: "A0", "2026-09-20T12:00:00Z")]
    var all = try statements(ladder, some, upTo: "2026-08", asOf: "2026-12-01T05:00:00Z")
    all.removeAll { $0.period.name < "2026-07" }
    #expect(all[0].line == "2026-07 earned 7500 bonus 10000 payout 17500 approved due 2026-09-01")
    #expect(all[1].clawback == (rule == .keep ? 3_500 : 13_500))
  }

  @Test
  func `hold and minimum are those of the tier held when the period ended, whatever was refunded later`()
    throws
  {
    var tiers = payingLadder().tiers
    tiers[0].payout = PayoutTerms(holdDays: 60)
    tiers[1].payout = PayoutTerms(holdDays: 0, cadence: .week)
    let ladder = TierLadder(tiers: tiers, terms: LadderTerms(metric: .conversions), currency: usd)
    let some =
      try sales(3, in: "2026-08", prefix: "A") + sales(1, in: "2026-09", prefix: "B")
      + sales(3, in: "2026-10", prefix: "C") + [refund("R", of: "A0", "2026-09-03T12:00:00Z")]
    let all = try statements(ladder, some, upTo: "2026-10", asOf: "2027-01-01T05:00:00Z")
    // September waits for 60 days, and October, which alone would be due on 2 November, with it.
    #expect(all.map(\.due.description) == ["2026-09-07", "2026-12-01", "2026-12-01"])
    #expect(all[0].earned == 4_000)
  }

  @Test func `orders that the data marks as paid make the statement paid`() throws {
    let some = try [
      sale("A", "2026-08-02T12:00:00Z", status: .paid), sale("B", "2026-08-03T12:00:00Z", status: .paid),
      sale("C", "2026-09-02T12:00:00Z", status: .paid), sale("D", "2026-09-03T12:00:00Z"),
    ]
    let all = try statements(payingLadder(), some, upTo: "2026-09", asOf: "2026-12-01T05:00:00Z")
    #expect(all.map(\.state) == [.paid, .approved])
    #expect(all.map(\.paidOrders) == [2, 1])
  }

  @Test func `money that becomes safe after its payout is paid with the next one`() throws {
    let ladder = payingLadder(PayoutTerms(holdDays: 7, cadence: .week)) { $0.basis = .safe }
    let all = try statements(
      ladder, [sale("A", "2026-08-01T12:00:00Z"), sale("B", "2026-08-20T12:00:00Z")], upTo: "2026-09",
      asOf: "2026-12-01T05:00:00Z")
    #expect(
      all.map(\.line) == [
        "2026-08 earned 2000 payout 2000 approved due 2026-09-14",
        "2026-09 late 2000 payout 2000 approved due 2026-10-12",
      ])
  }

  @Test func `fees and taxes are deducted where the ladder says so`() throws {
    let ladder = payingLadder { $0.netOf = [.fees, .taxes] }
    var one = try sale("A", "2026-08-02T12:00:00Z")
    one.fee = dollars(300)
    one.tax = dollars(1_700)
    let all = try statements(
      ladder, [one, refund("R", of: "A", "2026-08-09T12:00:00Z", cents: 1_000)], upTo: "2026-08",
      asOf: "2026-12-01T05:00:00Z")
    let first = try #require(all.first)
    #expect([first.gross, first.takenBack, first.deductions, first.net] == [10_000, 1_000, 2_000, 7_000])
    #expect(first.earned == 1_400)
  }

  @Test func `whoever did nothing has no statement`() throws {
    #expect(try statements(payingLadder(), [], upTo: "2026-10", asOf: "2026-12-01T00:00:00Z").isEmpty)
  }
}
