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
  var fields: [String: String] = [:]

  /// Every family: `every metric is in the random programs` holds it to that.
  static let metrics = [
    "conversions", "net_revenue", "gross_revenue", "deal_size", "commission", "leads", "sum mdf",
    "count visit", "new_customers", "retention", "active_months", "tenure", "mrr", "new_mrr", "arr",
    "field reach",
    "deal_velocity",
  ]
  private static let windows: [Window] = [
    .month, .month, .quarter, .year, .lifetime, .rolling(days: 30), .rolling(days: 90), .rolling(days: 7),
  ]

  init(seed: Int) throws {
    var random = SeededRandom(seed: 20_261_120, stream: 11, index: seed)
    let isRunning = random.chance(40)
    var own = try Self.measure(&random)
    if isRunning {
      let metric = try #require(Metric(word: random.pick(["conversions", "net_revenue", "new_customers"])))
      own = Measure(metric, over: random.pick([Window.month, .quarter, .year, .lifetime]))
    }
    var terms = LadderTerms(metric: own.metric)
    terms.window = own.window
    if !isRunning, random.chance(20) {
      terms.metric = .score
      terms.window = random.pick(Self.windows)
      terms.score = Score(
        parts: try (0..<random.number(in: 1...3)).map { _ in
          let measure = try Self.measure(&random)
          let per = Int64(random.number(in: 1...4)) * (measure.metric.unit == .money ? 2_500 : 1)
          return Score.Part(measure: measure, points: Int64(random.number(in: 1...500)), per: per)
        })
    }
    terms.basis = random.pick(TierLadder.Basis.allCases)
    terms.refundWindow = random.pick([0, 7, 30])
    terms.afterFinal = random.pick(LadderTerms.AfterFinal.allCases)
    if random.chance(30) { terms.netOf.insert(.fees) }
    if random.chance(30) { terms.netOf.insert(.taxes) }
    terms.recurring = random.pick([.always, .always, .newOnly, .months(1), .months(3)])
    if isRunning { terms.rate = random.pick(RateRule.allCases) }
    let tiers = try Self.tiers(isRunning: isRunning, metric: terms.metric, &random)
    ladder = TierLadder(tiers: tiers, terms: terms, currency: usd)
    // Around a leap day as often as not.
    month = Month(year: random.chance(50) ? 2028 : 2026, number: random.number(in: 1...12))
    joined = CivilDate(year: 2025, month: random.number(in: 1...12), day: random.number(in: 1...28))
    let start = month.firstDay.daysSinceEpoch * 86_400
    clock = Timestamp(seconds: Int64(start + random.number(in: -3...120) * 86_400 + random.below(86_400)))
    if random.chance(70) { fields["reach"] = random.pick(["3", "2.5", "0.75", "many", "12"]) }
    let number = random.below(30)
    activities = Self.sales(number, around: start, from: -45, to: 62, &random)
  }

  private static func measure(_ random: inout SeededRandom) throws -> Measure {
    let metric = try #require(Metric(word: random.pick(metrics)))
    return Measure(metric, over: random.pick(windows))
  }

  /// A bound that some reach and some do not.
  static func bound(_ metric: Metric, _ random: inout SeededRandom) -> Int64 {
    let scale: Int64 =
      switch metric.unit {
      case .money: 5_000
      case .percent: 1_500
      case .points, .number: 100
      case .count, .months: 1
      }
    return Int64(random.number(in: 1...6)) * scale
  }

  private static func tiers(
    isRunning: Bool, metric: Metric, _ random: inout SeededRandom
  ) throws -> [Tier] {
    var tiers = [Tier(id: "t0", name: "T0", from: 0, rate: Rate(basisPoints: 1_000))]
    var from: Int64 = 0
    for place in 1...random.number(in: 1...3) {
      from += bound(metric, &random)
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
    return tiers
  }

  /// Sales and other kinds around a moment, and what takes some of them back; now and then several in one second.
  static func sales(
    _ count: Int, around start: Int, from: Int, to: Int, _ random: inout SeededRandom
  ) -> [Activity] {
    var activities: [Activity] = []
    for index in 0..<count {
      let back = random.chance(70) ? from : from * 9
      var moment = Timestamp(
        seconds: Int64(start + random.number(in: back...to) * 86_400 + random.below(86_400)))
      if let last = activities.last, random.chance(10) { moment = last.occurred }
      let kind: Activity.Kind =
        random.chance(75)
        ? .sale : .other(random.pick(["lead", "mdf", "visit", "deal_registered", "deal_closed"]))
      let amount = Int64(random.number(in: 0...9_999))
      let status = random.pick([Activity.Status.pending, .approved, .approved, .paid, .reversed])
      var activity = Activity(
        id: "A\(index)", partner: "P-1", kind: kind, status: status, amount: dollars(amount),
        commission: random.chance(50) ? dollars(amount / 5) : nil, fee: dollars(amount / 30),
        tax: dollars(amount / 6), occurred: moment,
        customer: random.chance(70) ? "C\(random.below(6))" : nil)
      if kind == .sale, random.chance(40) {
        activity.recurring = Activity.Recurring(
          isRenewal: random.chance(40), months: random.pick([1, 1, 3, 12]))
      }
      activities.append(activity)
    }
    for sale in activities where sale.kind == .sale && random.chance(30) {
      let gross = sale.amount?.minorUnits ?? 0
      activities.append(
        Activity(
          id: "R\(sale.id)", partner: "P-1", kind: random.chance(70) ? .refund : .chargeback,
          status: random.chance(85) ? .approved : .reversed,
          amount: random.chance(10) ? nil : dollars(random.chance(50) ? gross : gross / 3),
          occurred: Timestamp(seconds: sale.occurred.seconds + Int64(random.below(120 * 86_400))),
          reference: sale.id))
    }
    return activities
  }

  var naive: NaiveProgram {
    NaiveProgram(
      ladder: ladder, joined: joined, fields: fields, activities: activities, clock: clock.seconds)
  }
}
