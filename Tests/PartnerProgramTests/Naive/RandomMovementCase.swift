import Mail
import Testing

@testable import PartnerProgram

/// A random program whose standings move, with some months of one partner and what people decided; its seed names it.
struct RandomMovementCase {
  var ladder: TierLadder
  var policy = MovementPolicy()
  var activities: [Activity]
  var decisions: [StandingDecision] = []
  var month: Month
  var clock: Timestamp
  var joined: CivilDate

  init(seed: Int) throws {
    var random = SeededRandom(seed: 20_261_121, stream: 12, index: seed)
    policy.up = random.pick([.atOnce, .atOnce, .periodEnd, .review])
    policy.down = random.pick(MovementPolicy.Moment.allCases)
    policy.stepUp = random.pick(MovementPolicy.Step.allCases)
    policy.stepDown = random.pick(MovementPolicy.Step.allCases)
    policy.gracePeriods = random.pick([0, 0, 1, 2])
    policy.warningDays = random.pick([0, 5, 14])
    policy.improvementDays = random.pick([0, 0, 0, 20, 45])
    policy.reapplyMonths = random.pick([nil, nil, nil, 1, 2, 3])
    policy.roles = random.chance(70) ? ["manager"] : ["manager", "sales"]
    let words = RandomProgramCase.metrics.filter { $0 != "field reach" }
    let own = words + ["score", "score"]
    let metric = try #require(
      Metric(word: random.chance(50) ? random.pick(["conversions", "net_revenue"]) : random.pick(own)))
    var terms = LadderTerms(metric: metric)
    terms.window = random.pick([
      .month, .month, .month, .month, .month, .month, .quarter, .quarter, .rolling(days: 30),
      .rolling(days: 30), .rolling(days: 7), .rolling(days: 7), .lifetime, .lifetime, .year,
    ])
    if metric == .score {
      terms.score = Score(parts: [
        Score.Part(measure: Measure(.netRevenue, over: terms.window), points: 100, per: 4_000),
        Score.Part(measure: Measure(.conversions, over: .month), points: 75, per: 1),
      ])
    }
    let isRunning = ["conversions", "net_revenue"].contains(metric.rawValue)
    if isRunning, terms.window.resets { terms.rate = random.pick(RateRule.allCases) }
    terms.basis = random.pick(TierLadder.Basis.allCases)
    terms.refundWindow = random.pick([0, 7, 30])
    terms.movement = policy
    ladder = TierLadder(
      tiers: try Self.tiers(metric, policy, terms.rate, words, &random), terms: terms, currency: usd)
    month = Month(year: random.chance(30) ? 2028 : 2026, number: random.number(in: 1...12))
    let start = month.firstDay.daysSinceEpoch
    clock = Timestamp(seconds: Int64((start + random.number(in: -2...40)) * 86_400 + random.below(86_400)))
    joined = CivilDate(daysSinceEpoch: start - random.number(in: 20...110))
    let number = random.number(in: 2...16)
    activities = RandomProgramCase.sales(number, around: start * 86_400, from: -12, to: 30, &random)
    // Mostly of the time in which the partner was there.
    let first = Int64(joined.daysSinceEpoch) * 86_400 + 18_000
    activities = activities.filter { $0.reference != nil || $0.occurred.seconds >= first }
    let left = Set(activities.map(\.id))
    activities = activities.filter { $0.reference.map(left.contains) ?? true }
    for _ in 0..<random.pick([0, 0, 1, 2, 4]) { decide(&random) }
  }

  private static func tiers(
    _ metric: Metric, _ policy: MovementPolicy, _ rate: RateRule, _ words: [String],
    _ random: inout SeededRandom
  ) throws -> [Tier] {
    var tiers = [Tier(id: "t0", name: "T0", from: 0, rate: Rate(basisPoints: 1_000))]
    var from: Int64 = 0
    for place in 1...random.number(in: 1...3) {
      from += RandomProgramCase.bound(metric, &random)
      var tier = Tier(
        id: "t\(place)", name: "T\(place)", from: from, rate: Rate(basisPoints: Int64(1_000 + place * 555)),
        bonus: random.chance(50) ? dollars(1_000) : nil)
      if rate == .wholePeriod, random.chance(20) {
        tier.from = 0
        for _ in 0..<random.number(in: 1...2) {
          let own = try #require(Metric(word: random.pick(words)))
          let window = random.pick([Window.month, .quarter, .rolling(days: 20), .lifetime])
          tier.requirements.append(
            Requirement(Measure(own, over: window), from: RandomProgramCase.bound(own, &random)))
        }
        tier.joining = random.chance(50) ? .all : .any
      }
      if policy.down != .never, random.chance(30) {
        let window = random.pick([Window.month, .quarter, .rolling(days: 30)])
        let own = random.chance(70) || metric == .score ? Metric.conversions : metric
        tier.keep = [
          Requirement(Measure(own, over: window), from: RandomProgramCase.bound(own, &random) / 2 + 1)
        ]
      } else if random.chance(15) {
        tier.isLocked = true
      }
      tiers.append(tier)
    }
    if random.chance(40) {
      var circle = Tier(id: "circle", name: "Circle", from: 0, rate: Rate(basisPoints: 4_000))
      circle.isInvitationOnly = true
      circle.bonus = dollars(5_000)
      tiers.append(circle)
    }
    return tiers
  }

  private mutating func decide(_ random: inout SeededRandom) {
    let days = clock.seconds / 86_400 - Int64(joined.daysSinceEpoch)
    let day = CivilDate(daysSinceEpoch: joined.daysSinceEpoch + random.below(max(1, Int(days))))
    let kind = random.pick(
      policy.up == .review || policy.down == .review
        ? [.approve, .approve, .approve, .reject, .override] : StandingDecision.Kind.allCases)
    var decision = StandingDecision(
      kind, partner: "P-1", on: day, author: random.pick(["Kim", "Lee"]),
      role: random.pick(policy.roles), reason: "because \(decisions.count)")
    switch kind {
    case .approve, .reject:
      let back = Month(of: day).advanced(by: -random.below(2))
      decision.period =
        ladder.terms.window == .quarter
        ? Period(.quarter, seenOn: back.firstDay).name : back.description
      if policy.roles.count == 2, kind == .approve, random.chance(60) {
        var other = decision
        other.author = decision.author == "Kim" ? "Lee" : "Kim"
        other.role = decision.role == "sales" ? "manager" : "sales"
        decisions.append(other)
      }
    case .override:
      decision.tier = random.pick(ladder.tiers).id
      if random.chance(60) { decision.until = day.adding(days: random.below(40)) }
    case .invite:
      guard ladder.tiers.last?.isInvitationOnly == true else { return }
      decision.tier = "circle"
    case .plan: decision.until = day.adding(days: random.number(in: 1...60))
    case .endOverride, .uninvite, .reapply: break
    }
    decisions.append(decision)
  }

  var naive: NaiveProgram {
    NaiveProgram(ladder: ladder, joined: joined, fields: [:], activities: activities, clock: clock.seconds)
  }
}
