internal import Settings

/// Reads `score:`: points by metric, such as `{net_revenue: 1 per 100 USD, deals_registered: 5}`.
enum ScoreReader {
  static func score(_ value: SettingsValue, window: Window, currency: Currency?) -> Score? {
    guard let pairs = value.entries() else { return nil }
    var parts: [Score.Part] = []
    var isRight = true
    for (name, weight) in pairs {
      guard let word = name.string(), let metric = MeasureReader.metric(word, at: name),
        let part = part(weight, Measure(metric, over: window), currency: currency)
      else {
        isRight = false
        continue
      }
      parts.append(part)
    }
    if isRight, parts.isEmpty {
      value.fail("a score needs at least one metric", kind: .missingKey)
      return nil
    }
    return isRight ? Score(parts: parts) : nil
  }

  /// `5`: points for each; `1 per 100 USD`: points for each so much.
  private static func part(_ value: SettingsValue, _ measure: Measure, currency: Currency?) -> Score.Part? {
    guard let text = value.string() else { return nil }
    let halves = text.split(separator: " per ", maxSplits: 1).map(String.init)
    guard let points = halves.first.flatMap(FieldMetric.hundredths), points > 0 else {
      value.fail("'\(text)' is not a number of points, expected for example '5' or '1 per 100 USD'")
      return nil
    }
    if halves.count == 1 {
      guard let one = unit(of: measure.metric) else {
        value.fail(
          "points for money need an amount",
          help: "expected for example '1 per 100 \(currency?.code ?? "USD")'")
        return nil
      }
      return Score.Part(measure: measure, points: points, per: one)
    }
    guard let per = amount(halves[1], of: measure.metric, currency: currency) else {
      value.fail("'\(halves[1])' is not an amount of \(measure.metric)")
      return nil
    }
    return Score.Part(measure: measure, points: points, per: per)
  }

  /// How many parts of a unit one is; nil for money, where one cent is too little to mean anything.
  private static func unit(of metric: Metric) -> Int64? {
    switch metric.unit {
    case .count, .months: 1
    case .percent, .number, .points: 100
    case .money: nil
    }
  }

  private static func amount(_ text: String, of metric: Metric, currency: Currency?) -> Int64? {
    let words = text.split(separator: " ")
    guard let first = words.first else { return nil }
    let amount: Int64? =
      switch metric.unit {
      case .count, .months: Int64(first)
      case .percent, .number, .points:
        FieldMetric.hundredths(first.hasSuffix("%") ? String(first.dropLast()) : String(first))
      case .money:
        words.count == 2 && words[1] == currency?.code ?? ""
          ? currency.flatMap { try? Money(decimal: String(first), currency: $0).minorUnits } : nil
      }
    return amount.flatMap { $0 > 0 ? $0 : nil }
  }
}
