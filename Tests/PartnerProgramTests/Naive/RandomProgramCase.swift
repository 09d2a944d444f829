import Mail
import Testing

@testable import PartnerProgram

/// A random program with a partner and a moment; its seed names it.
struct RandomProgramCase {
  var ladder: TierLadder
  var activities: [Activity] = []
  var month: Month
  var clock: Timestamp
  var joined: CivilDate

  private static let metrics = [
    "conversions", "net_revenue", "gross_revenue", "deal_size", "commission", "leads", "sum mdf",
    "new_customers",
    "active_months",
  ]
  private static let windows: [Window] = [
    .month, .month, .quarter, .year, .lifetime, .rolling(days: 30), .rolling(days: 90), .rolling(days: 7),
  ]

  init(seed: Int) throws {
    var random = SeededRandom(seed: 20_261_120, stream: 11, index: seed)
    func measure(_ random: inout SeededRandom) throws -> Measure {
      let metric = try #require(Metric(word: random.pick(Self.metrics)))
      return Measure(metric, over: random.pick(Self.windows))
    }
    func bound(_ metric: Metric, _ random: inout SeededRandom) -> Int64 {
      Int64(random.number(in: 1...6)) * (metric.unit == .money ? 5_000 : 1)
    }
    let isRunning = random.chance(40)
    var own = try measure(&random)
    if isRunning {
      let window = random.pick([Window.month, .quarter, .year, .lifetime])
      own = Measure(random.chance(50) ? .conversions : .netRevenue, over: window)
    }
    var terms = LadderTerms(metric: own.metric)
    terms.window = own.window
    terms.basis = random.pick(TierLadder.Basis.allCases)
    terms.refundWindow = random.pick([0, 7, 30])
    terms.afterFinal = random.pick(LadderTerms.AfterFinal.allCases)
    if random.chance(30) { terms.netOf.insert(.fees) }
    if random.chance(30) { terms.netOf.insert(.taxes) }
    if isRunning { terms.rate = random.pick(RateRule.allCases) }
    var tiers = [Tier(id: "t0", name: "T0", from: 0, rate: Rate(basisPoints: 1_000))]
    var from: Int64 = 0
    for place in 1...random.number(in: 1...3) {
      from += bound(own.metric, &random)
      var tier = Tier(
        id: "t\(place)", name: "T\(place)", from: from, rate: Rate(basisPoints: Int64(1_000 + place * 555)))
      if !isRunning, random.chance(40) {
        tier.from = 0
        for _ in 0..<random.number(in: 1...3) {
          let measure = try measure(&random)
          tier.requirements.append(Requirement(measure, from: bound(measure.metric, &random)))
        }
        tier.joining = random.chance(50) ? .all : .any
      }
      tiers.append(tier)
    }
    ladder = TierLadder(tiers: tiers, terms: terms, currency: usd)
    // Around a leap day as often as not.
    month = Month(year: random.chance(50) ? 2028 : 2026, number: random.number(in: 1...12))
    joined = CivilDate(year: 2025, month: random.number(in: 1...12), day: random.number(in: 1...28))
    let start = month.firstDay.daysSinceEpoch * 86_400
    clock = Timestamp(seconds: Int64(start + random.number(in: -3...120) * 86_400 + random.below(86_400)))
    fill(start, &random)
  }

  private mutating func fill(_ start: Int, _ random: inout SeededRandom) {
    for index in 0..<random.below(30) {
      let back = random.chance(70) ? -45 : -400
      let moment = Timestamp(
        seconds: Int64(start + random.number(in: back...62) * 86_400 + random.below(86_400)))
      let kind: Activity.Kind = random.chance(75) ? .sale : .other(random.pick(["lead", "mdf", "visit"]))
      let amount = Int64(random.number(in: 0...9_999))
      let status = random.pick([Activity.Status.pending, .approved, .approved, .paid, .reversed])
      activities.append(
        Activity(
          id: "A\(index)", partner: "P-1", kind: kind, status: status, amount: dollars(amount),
          commission: random.chance(50) ? dollars(amount / 5) : nil, fee: dollars(amount / 30),
          tax: dollars(amount / 6), occurred: moment,
          customer: random.chance(70) ? "C\(random.below(6))" : nil))
    }
    for sale in activities where sale.kind == .sale && random.chance(30) {
      let gross = sale.amount?.minorUnits ?? 0
      let part = random.chance(50) ? gross : gross / 3
      activities.append(
        Activity(
          id: "R\(sale.id)", partner: "P-1", kind: random.chance(70) ? .refund : .chargeback,
          status: random.chance(85) ? .approved : .reversed, amount: dollars(part),
          occurred: Timestamp(seconds: sale.occurred.seconds + Int64(random.below(120 * 86_400))),
          reference: sale.id))
    }
  }

  var naive: NaiveProgram {
    NaiveProgram(
      terms: ladder.terms, tiers: ladder.tiers, joined: joined.daysSinceEpoch, activities: activities,
      clock: clock.seconds)
  }
}
