import Mail

@testable import PartnerProgram

/// The rules of ladders once more, written another way: whole tables of rows, days counted by hand, no pass shared.
///
/// Its zone is five hours behind UTC all year. Slow and plain, for comparison only.
struct NaiveProgram {
  let terms: LadderTerms
  let tiers: [Tier]
  let joined: CivilDate
  let fields: [String: String]
  /// Seconds; what occurred then or later is not known.
  let clock: Int64
  /// Everything known that is no take-back, in any order.
  let rows: [Row]

  struct Row {
    var day: Int
    var second: Int64
    var isSale: Bool
    var kind: String
    /// Whether the basis admits it, taken back or not.
    var isMade: Bool
    var stands: Bool
    var isReversed: Bool
    var amount: Int64
    var net: Int64
    var lost: Int64
    var commission: Int64
    var customer: String
    /// Months paid for, 0 where it does not recur.
    var months: Int
    var isRenewal: Bool
  }

  init(
    ladder: TierLadder, joined: CivilDate, fields: [String: String], activities: [Activity], clock: Int64
  ) {
    terms = ladder.terms
    tiers = ladder.tiers
    self.joined = joined
    self.fields = fields
    self.clock = clock
    rows = Self.rows(activities, ladder.terms, clock)
  }

  static func day(_ second: Int64) -> Int { Int((second - 18_000).quotientRoundedDown(86_400)) }
  /// The first second of a day.
  static func second(_ day: Int) -> Int64 { Int64(day) * 86_400 + 18_000 }
  var today: Int { Self.day(clock) }

  private static func rows(_ activities: [Activity], _ terms: LadderTerms, _ clock: Int64) -> [Row] {
    activities.compactMap { item in
      let word = item.kind.word
      guard item.occurred.seconds < clock, word != "refund", word != "chargeback" else { return nil }
      let amount = item.amount?.minorUnits ?? 0
      let takers = activities.filter {
        $0.reference == item.id && $0.status != .reversed && $0.occurred.seconds < clock
          && applies($0, to: item, terms)
      }
      let lost = takers.map { $0.amount?.minorUnits ?? amount }.reduce(0, +)
      let isGone = !takers.isEmpty && lost >= amount
      let isSafe =
        terms.basis != .safe || word != "sale"
        || day(item.occurred.seconds) + terms.refundWindow < day(clock)
      let isMade = item.status != .reversed && (item.status != .pending || terms.basis == .all) && isSafe
      var net = amount - lost
      if word == "sale", terms.netOf.contains(.fees) { net -= item.fee?.minorUnits ?? 0 }
      if word == "sale", terms.netOf.contains(.taxes) { net -= item.tax?.minorUnits ?? 0 }
      return Row(
        day: day(item.occurred.seconds), second: item.occurred.seconds, isSale: word == "sale", kind: word,
        isMade: isMade, stands: isMade && !isGone, isReversed: item.status == .reversed, amount: amount,
        net: max(0, net), lost: min(lost, amount), commission: item.commission?.minorUnits ?? 0,
        customer: item.customer ?? "", months: item.recurring?.months ?? 0,
        isRenewal: item.recurring?.isRenewal ?? false)
    }
  }

  private static func applies(_ taker: Activity, to sale: Activity, _ terms: LadderTerms) -> Bool {
    guard terms.afterFinal == .keep else { return true }
    let length = [Window.quarter: 3, .year: 12][terms.window] ?? 1
    let month = months(day(sale.occurred.seconds)) / length * length + length
    return day(taker.occurred.seconds) <= firstDay(month) - 1 + terms.refundWindow
  }

  // MARK: - Days

  /// Months since year 0 of a day since 1970.
  static func months(_ day: Int) -> Int {
    var month = 1970 * 12 + day / 31
    while firstDay(month + 1) <= day { month += 1 }
    return month
  }

  /// The first day of a month since year 0, by adding up the years and months before it.
  static func firstDay(_ month: Int) -> Int {
    let year = month / 12
    let leaps = { (y: Int) in y / 4 - y / 100 + y / 400 }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (year - 1970) * 365 + leaps(year - 1) - leaps(1969) + lengths.prefix(month % 12).reduce(0, +)
  }

  /// So many months later: the same day of the month, or its last one.
  static func adding(_ count: Int, to day: Int) -> Int {
    let month = months(day)
    return min(firstDay(month + count) + day - firstDay(month), firstDay(month + count + 1) - 1)
  }

  /// First and last day of a window as seen at the end of a day.
  static func span(_ window: Window, at day: Int) -> (first: Int, last: Int) {
    switch window {
    case .lifetime: return (-1_000_000, day)
    case .rolling(let days): return (day - days + 1, day)
    case .month, .quarter, .year:
      let length = window == .month ? 1 : window == .quarter ? 3 : 12
      let start = months(day) / length * length
      return (firstDay(start), firstDay(start + length) - 1)
    }
  }

  /// When a window is looked at.
  struct Moment {
    /// The day whose end it is; the clock's own day is not over.
    var day: Int
    /// The month since year 0 whose period is meant.
    var month: Int
    /// The last day that a window which starts again may know of.
    var until: Int

    /// The end of a day of the past.
    static func end(of day: Int) -> Moment { Moment(day: day, month: NaiveProgram.months(day), until: day) }
  }

  /// When the status of a month since year 0 is seen.
  func moment(of month: Int) -> Moment {
    let last = Self.firstDay(month + 1) - 1
    let day = clock >= Self.second(last + 1) ? last : min(today, last)
    return Moment(day: day, month: month, until: today)
  }

  // MARK: - Tiers

  /// The place of the highest tier reached at a moment.
  func place(at moment: Moment) -> Int {
    tiers.indices.last { index in
      let tier = tiers[index]
      if index == 0 { return true }
      if tier.isInvitationOnly { return false }
      let asked = tier.requirements.map {
        value($0.measure.metric, $0.measure.window, at: moment) >= $0.from
      }
      return tier.joining == .all ? !asked.contains(false) : asked.contains(true)
    } ?? 0
  }
}

extension Int64 {
  func quotientRoundedDown(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
