internal import Mail

/// Metrics, values and periods in English, for explanations and reports.
package struct MetricWords: Sendable {
  package let currency: Currency

  package init(currency: Currency) { self.currency = currency }

  /// A value alone, in the metric's unit: `12`, `USD 1,200.00`, `6 months`, `83%`.
  package func amount(_ value: Int64, of metric: Metric) -> String {
    switch metric.unit {
    case .count: "\(value)"
    case .money: Money(minorUnits: value, currency: currency).plainText
    case .months: value == 1 ? "1 month" : "\(value) months"
    case .percent: Rate(basisPoints: value).percentText
    case .number: Self.hundredths(value)
    case .points: value == 100 ? "1 point" : "\(Self.hundredths(value)) points"
    }
  }

  /// What a metric counts, as words: `new customers`.
  package func name(_ metric: Metric) -> String {
    switch metric.rawValue {
    case "mrr": "monthly recurring revenue"
    case "new_mrr": "new monthly recurring revenue"
    case "arr": "annual recurring revenue"
    case let word:
      metric.subject.map { "\(word.split(separator: " ")[0] == "sum" ? "sum of " : "")\($0)" }
        .flatMap { word.contains(" ") ? $0 : nil }?.replacing("_", with: " ")
        ?? word.replacing("_", with: " ")
    }
  }

  /// A value with what it counts: `12 conversions`, `USD 1,200.00 of net revenue`, `leads: 3`.
  package func phrase(_ value: Int64, of metric: Metric) -> String {
    switch metric {
    case .conversions: value == 1 ? "1 conversion" : "\(value) conversions"
    case .netRevenue, .grossRevenue: "\(amount(value, of: metric)) of \(name(metric))"
    default: "\(name(metric)): \(amount(value, of: metric))"
    }
  }

  /// Hundredths without decimals that are 0: `2.5`.
  package static func number(_ value: Int64) -> String { hundredths(value) }

  static func hundredths(_ value: Int64) -> String {
    String(Rate(basisPoints: value).percentText.dropLast())
  }

  /// A period as it is spoken of: `October 2026`, `the fourth quarter of 2026`, `the 90 days to 2026-10-31`.
  package func name(_ period: Period) -> String {
    switch period.window {
    case .month: Self.name(Month(of: period.last))
    case .quarter: "the \(Self.ordinals[(period.last.month - 1) / 3]) quarter of \(period.last.year)"
    case .year: "\(period.last.year)"
    case .rolling(let days): "the \(days) days to \(period.last)"
    case .lifetime: "all time to \(period.last)"
    }
  }

  package static func name(_ month: Month) -> String { "\(months[month.number - 1]) \(month.year)" }

  private static let ordinals = ["first", "second", "third", "fourth"]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}

extension Rate {
  /// `25%`, `22.5%`: without decimals that are 0.
  package var percentText: String {
    let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)%" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
