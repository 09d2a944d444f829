import Mail

@testable import PartnerProgram

extension NaiveProgram {
  /// A metric over a window: each straight from its definition.
  func value(_ metric: Metric, _ window: Window, at moment: Moment) -> Int64 {
    let day = moment.day
    let (first, last) = Self.span(window, at: window.resets ? Self.firstDay(moment.month) : day)
    let known = rows.filter { $0.day <= (window.resets ? moment.until : day) }
    let held = known.filter { $0.day >= first && $0.day <= last }
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
    case "new_customers":
      let named = Set(held.filter { $0.isSale && $0.isMade && !$0.customer.isEmpty }.map(\.customer))
      return Int64(sold.filter { $0.customer.isEmpty }.count)
        + Int64(named.filter { isNew($0, on: first...last) }.count)
    case "retention": return window == .lifetime ? 0 : retention(held, first: first, last: last, window)
    case "active_months": return activeMonths(known, at: day)
    case "tenure":
      var count = 0
      while Self.adding(count + 1, to: joined.daysSinceEpoch) <= day { count += 1 }
      return day < joined.daysSinceEpoch ? 0 : Int64(count)
    case "new_mrr":
      return sold.filter { $0.months > 0 && !$0.isRenewal }.map { $0.net / Int64($0.months) }.reduce(0, +)
    case "mrr", "arr":
      let paid = known.filter {
        $0.isSale && $0.stands && $0.months > 0 && Self.adding($0.months, to: $0.day) > day
      }
      let sum = paid.map { $0.net / Int64($0.months) }.reduce(0, +)
      return metric.rawValue == "arr" ? sum * 12 : sum
    case "deal_velocity":
      let days = held.filter { $0.kind == "deal_closed" && $0.stands && !$0.customer.isEmpty }
        .compactMap { deal in
          rows.filter {
            $0.kind == "deal_registered" && $0.stands && $0.customer == deal.customer
              && $0.second <= deal.second
          }.map(\.day).max().map { max(1, deal.day - $0) }
        }
      return days.isEmpty ? 0 : Int64(days.count * 36_500 / days.reduce(0, +))
    case "score":
      return (terms.score?.parts ?? []).map { part in
        value(part.measure.metric, part.measure.window, at: moment) * part.points / part.per
      }.reduce(0, +)
    case let word: return counted(word, held)
    }
  }

  /// `leads`, `count KIND`, `sum KIND`, `field NAME`.
  private func counted(_ word: String, _ held: [Row]) -> Int64 {
    let parts = word.split(separator: " ").map(String.init)
    if parts[0] == "field" || word == "followers" {
      let text = (fields[parts.last ?? ""] ?? "").split(separator: ".", omittingEmptySubsequences: false)
      guard let whole = text.first.flatMap({ Int64($0) }) else { return 0 }
      let cents = text.count == 2 ? Int64((text[1] + "00").prefix(2)) ?? 0 : 0
      return whole * 100 + cents
    }
    let usual = [
      "leads": "lead", "trainings": "training", "deals_closed": "deal_closed", "demos": "demo",
      "deals_registered": "deal_registered", "invoices_paid": "invoice", "clicks": "click",
      "co_investment": "co_investment", "pipeline": "pipeline",
    ]
    let kind = usual[word] ?? parts.last ?? ""
    let rows = held.filter { $0.kind == kind && $0.stands }
    let isSum = parts[0] == "sum" || word == "co_investment" || word == "pipeline"
    return isSum ? rows.map(\.amount).reduce(0, +) : Int64(rows.count)
  }

  /// Whether a customer's first order lies in some days and one of the orders stands.
  private func isNew(_ customer: String, on days: ClosedRange<Int>) -> Bool {
    let orders = rows.filter { $0.isSale && $0.isMade && $0.customer == customer }
    guard let first = orders.map(\.day).min() else { return false }
    return days.contains(first) && orders.contains { $0.stands }
  }

  private func retention(_ held: [Row], first: Int, last: Int, _ window: Window) -> Int64 {
    let (start, end) = Self.span(window, at: first - 1)
    let before = Set(
      rows.filter { $0.isSale && $0.isMade && !$0.customer.isEmpty && $0.day >= start && $0.day <= end }
        .map(\.customer))
    let again = before.filter { customer in
      held.contains { $0.isSale && $0.stands && $0.customer == customer }
    }
    return before.isEmpty ? 0 : Int64(again.count * 10_000 / before.count)
  }

  private func activeMonths(_ known: [Row], at day: Int) -> Int64 {
    let active = Set(known.filter { $0.isSale && $0.stands }.map { Self.months($0.day) })
    var month = Self.months(day)
    // The month goes on until its last day is over.
    let isOver = day == Self.firstDay(month + 1) - 1 && clock >= Self.second(day + 1)
    if !active.contains(month), !isOver { month -= 1 }
    var count = 0
    while active.contains(month - count) { count += 1 }
    return Int64(count)
  }
}
