import Mail

@testable import PartnerProgram

/// The rules of ladders once more, written another way: whole tables of rows, days counted by hand, no pass shared.
///
/// Its zone is five hours behind UTC all year. Slow and plain, for comparison only.
struct NaiveProgram {
  let terms: LadderTerms
  let tiers: [Tier]
  let joined: Int
  let activities: [Activity]
  /// Seconds; what occurred then or later is not known.
  let clock: Int64

  struct Row {
    var day: Int
    var second: Int64
    var isSale: Bool
    var kind: String
    /// Whether the basis admits it, taken back or not.
    var isMade: Bool
    var stands: Bool
    var amount: Int64
    var net: Int64
    var lost: Int64
    var commission: Int64
    var customer: String
  }

  static func day(_ second: Int64) -> Int { Int((second - 18_000).quotientRoundedDown(86_400)) }
  private var today: Int { Self.day(clock) }

  var rows: [Row] {
    activities.compactMap { item in
      let word = item.kind.word
      guard item.occurred.seconds < clock, word != "refund", word != "chargeback" else { return nil }
      let takers = activities.filter {
        $0.reference == item.id && $0.status != .reversed && $0.occurred.seconds < clock
          && applies($0, to: item)
      }
      let lost = takers.map { $0.amount?.minorUnits ?? 0 }.reduce(0, +)
      let amount = item.amount?.minorUnits ?? 0
      let isGone = !takers.isEmpty && lost >= amount
      let isSafe =
        terms.basis != .safe || word != "sale" || Self.day(item.occurred.seconds) + terms.refundWindow < today
      let isMade = item.status != .reversed && (item.status != .pending || terms.basis == .all) && isSafe
      var net = amount - lost
      if word == "sale", terms.netOf.contains(.fees) { net -= item.fee?.minorUnits ?? 0 }
      if word == "sale", terms.netOf.contains(.taxes) { net -= item.tax?.minorUnits ?? 0 }
      return Row(
        day: Self.day(item.occurred.seconds), second: item.occurred.seconds, isSale: word == "sale",
        kind: word,
        isMade: isMade, stands: isMade && !isGone, amount: amount, net: max(0, net), lost: min(lost, amount),
        commission: item.commission?.minorUnits ?? 0, customer: item.customer ?? "")
    }
  }

  private func applies(_ taker: Activity, to sale: Activity) -> Bool {
    guard terms.afterFinal == .keep else { return true }
    let length = [Window.quarter: 3, .year: 12][terms.window] ?? 1
    let month = Self.months(Self.day(sale.occurred.seconds)) / length * length + length
    return Self.day(taker.occurred.seconds) <= Self.firstDay(month) - 1 + terms.refundWindow
  }

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

  /// First and last day of a window for a month since year 0.
  func span(_ window: Window, _ month: Int) -> (first: Int, last: Int) {
    let seen =
      clock >= Int64(Self.firstDay(month + 1)) * 86_400 + 18_000
      ? Self.firstDay(month + 1) - 1 : min(today, Self.firstDay(month + 1) - 1)
    switch window {
    case .lifetime: return (-1_000_000, seen)
    case .rolling(let days): return (seen - days + 1, seen)
    case .month, .quarter, .year:
      let length = window == .month ? 1 : window == .quarter ? 3 : 12
      let start = month / length * length
      return (Self.firstDay(start), Self.firstDay(start + length) - 1)
    }
  }

  func value(_ metric: Metric, _ window: Window, _ month: Int) -> Int64 {
    let (first, last) = span(window, month)
    let all = rows
    let held = all.filter { $0.day >= first && $0.day <= last }
    let sold = held.filter { $0.isSale && $0.stands }
    switch metric.rawValue {
    case "conversions": return Int64(sold.count)
    case "net_revenue": return sold.map(\.net).reduce(0, +)
    case "gross_revenue": return held.filter { $0.isSale && $0.isMade }.map(\.amount).reduce(0, +)
    case "deal_size":
      let made = held.filter { $0.isSale && $0.isMade }.count
      return made == 0 ? 0 : sold.map(\.net).reduce(0, +) / Int64(made)
    case "commission":
      return sold.map { $0.amount == 0 ? $0.commission : $0.commission * ($0.amount - $0.lost) / $0.amount }
        .reduce(0, +)
    case "leads": return Int64(held.filter { $0.kind == "lead" && $0.stands }.count)
    case "sum mdf": return held.filter { $0.kind == "mdf" && $0.stands }.map(\.amount).reduce(0, +)
    case "new_customers":
      return Int64(
        sold.filter { row in
          row.customer.isEmpty
            || !all.contains {
              $0.isSale && $0.stands && $0.customer == row.customer && $0.second < row.second
            }
        }.count)
    case "active_months":
      let active = Set(
        all.filter { $0.isSale && $0.stands && $0.day <= span(.lifetime, month).last }.map {
          Self.months($0.day)
        })
      let isOpen = clock < Int64(Self.firstDay(month + 1)) * 86_400 + 18_000
      var count = 0
      var at = Self.months(span(.lifetime, month).last)
      if !active.contains(at), isOpen { at -= 1 }
      while active.contains(at - count) { count += 1 }
      return Int64(count)
    default: preconditionFailure(metric.rawValue)
    }
  }

  /// The place of the highest tier reached.
  func place(_ month: Int) -> Int {
    tiers.indices.last { index in
      let tier = tiers[index]
      if index == 0 { return true }
      let asked = tier.requirements.map { value($0.measure.metric, $0.measure.window, month) >= $0.from }
      return tier.joining == .all ? !asked.contains(false) : asked.contains(true)
    } ?? 0
  }

  /// Ten-thousandths of a cent, order by order.
  func commission(_ month: Int) -> Int64 {
    let window = terms.window.resets ? terms.window : .month
    let (first, last) = span(window, month)
    let orders = rows.filter { $0.isSale && $0.stands && $0.day >= first && $0.day <= last }
      .sorted { ($0.second, $0.net, $0.amount) < ($1.second, $1.net, $1.amount) }
    let bounds = tiers.map(\.from)
    let rates = tiers.map(\.rate.basisPoints)
    func rate(_ value: Int64) -> Int64 { rates[bounds.lastIndex { $0 <= value } ?? 0] }
    var total: Int64 = 0
    switch terms.rate {
    case .wholePeriod: total = orders.map(\.net).reduce(0, +) * rates[place(month)]
    case .graduated, .forwardOnly:
      let isMoney = terms.metric == .netRevenue
      var value =
        terms.window == .lifetime
        ? rows.filter { $0.isSale && $0.stands && $0.day < first }.map { isMoney ? $0.net : 1 }.reduce(0, +)
        : 0
      for order in orders {
        if terms.rate == .forwardOnly {
          total += order.net * rate(value)
        } else if isMoney {
          // Cent by cent would be plainest; bound by bound says the same.
          for (index, bound) in bounds.enumerated() {
            let upper = index + 1 < bounds.count ? bounds[index + 1] : Int64.max
            total += max(0, min(value + order.net, upper) - max(value, bound)) * rates[index]
          }
        } else {
          total += order.net * rate(value + 1)
        }
        value += isMoney ? order.net : 1
      }
    }
    return (2 * total + 10_000) / 20_000
  }
}

extension Int64 {
  fileprivate func quotientRoundedDown(_ divisor: Int64) -> Int64 {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
