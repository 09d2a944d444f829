internal import Settings

/// Reads metrics, windows and bounds; what is wrong goes to the log.
enum MeasureReader {
  /// `conversions`, `count lead`, or `{count: lead}`.
  static func metric(_ value: SettingsValue) -> Metric? {
    if value.isList {
      value.fail(
        "one metric is expected: several at once are asked for by a tier's 'all' or 'any', or make a 'score'",
        kind: .wrongType)
      return nil
    }
    guard value.isScalar else { return parametric(value) }
    guard let word = value.string() else { return nil }
    return metric(word, at: value)
  }

  static func metric(_ word: String, at value: SettingsValue) -> Metric? {
    if let metric = Metric(word: word), metric != .score { return metric }
    if word == "score" {
      value.fail("a score is made of its parts", help: "expected 'score: {net_revenue: 1 per 100 USD, …}'")
      return nil
    }
    let words = Metric.named.map(\.rawValue).filter { $0 != "score" }
    value.fail(
      "'\(word)' is not a metric",
      help: Suggestion.help(for: word, among: words)
        ?? "the metrics are \(words.sorted().joined(separator: ", ")), 'count KIND', 'sum KIND' and 'field NAME'"
    )
    return nil
  }

  private static func parametric(_ value: SettingsValue) -> Metric? {
    guard let pairs = value.entries() else { return nil }
    guard pairs.count == 1, let name = pairs[0].name.string(), ["count", "sum", "field"].contains(name),
      let subject = pairs[0].value.string()
    else {
      value.fail("expected {count: KIND}, {sum: KIND} or {field: NAME}")
      return nil
    }
    return metric("\(name) \(subject)", at: pairs[0].value)
  }

  static func window(_ value: SettingsValue) -> Window? {
    guard let word = value.string() else { return nil }
    if let window = Window(word: word) { return window }
    let words = ["month", "quarter", "year", "lifetime"]
    value.fail(
      "'\(word)' is not a window",
      help: Suggestion.help(for: word, among: words)
        ?? "expected month, quarter, year, lifetime, or for example 'rolling 90 days'")
    return nil
  }

  /// A bound in a metric's unit; the least value that meets it, more than 0.
  static func bound(_ value: SettingsValue, of metric: Metric, currency: Currency?) -> Int64? {
    guard value.isScalar, let text = value.string() else {
      value.fail("one bound in \(metric) is expected: several metrics need 'all' or 'any'", kind: .conflict)
      return nil
    }
    switch metric.unit {
    case .count:
      guard !isMoney(text) else { return mixed(value, text, metric) }
      return value.integer(in: 1...Int64(Int32.max))
    case .money:
      guard let money = MoneyReader.money(value, currency: currency, needsCode: false) else { return nil }
      guard money.minorUnits > 0 else { return ground(value) }
      return money.minorUnits
    case .months:
      guard !isMoney(text) else { return mixed(value, text, metric) }
      return months(value)
    case .percent:
      guard let rate = MoneyReader.rate(value) else { return nil }
      return rate.basisPoints > 0 ? rate.basisPoints : ground(value)
    case .number, .points:
      guard !isMoney(text) else { return mixed(value, text, metric) }
      guard let number = FieldMetric.hundredths(text) else {
        value.fail("'\(text)' is not a number with at most two decimals")
        return nil
      }
      return number > 0 ? number : ground(value)
    }
  }

  /// `6` or `6 months`.
  static func months(_ value: SettingsValue) -> Int64? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ")
    guard let number = words.first.flatMap({ Int64($0) }), (1...1_200).contains(number),
      words.count == 1 || (words.count == 2 && ["month", "months"].contains(words[1]))
    else {
      value.fail("'\(text)' is not a number of months, expected for example '6 months'")
      return nil
    }
    return number
  }

  private static func ground(_ value: SettingsValue) -> Int64? {
    value.fail("the bound is 0, which the first tier has")
    return nil
  }

  private static func isMoney(_ text: String) -> Bool {
    guard let last = text.split(separator: " ").last, text.contains(" ") else { return false }
    return CurrencyTable.exponent(of: String(last)) != nil
  }

  private static func mixed(_ value: SettingsValue, _ text: String, _ metric: Metric) -> Int64? {
    value.fail(
      "'\(text)' is money, but this bound counts \(metric): metrics are not mixed in one bound",
      kind: .conflict,
      help: "several metrics are joined by 'all: {…}' or 'any: {…}'")
    return nil
  }

  /// Requirements by metric: `{net_revenue: 5000 USD, training: {from: 2, window: year}}`.
  ///
  /// - Parameters:
  ///   - value: the mapping.
  ///   - window: of those that name none.
  ///   - currency: the program's; nil where that has a mistake of its own.
  ///   - leaving: keys that are no metric and were read by the caller.
  /// - Returns: one requirement for each metric; nil where there is a mistake.
  static func requirements(
    _ value: SettingsValue, window: Window, currency: Currency?, leaving: Set<String> = []
  ) -> [Requirement]? {
    guard let pairs = value.entries() else { return nil }
    var result: [Requirement] = []
    var isRight = true
    for (name, bound) in pairs {
      guard let word = name.string(), !leaving.contains(word) else { continue }
      guard let metric = metric(word, at: name) else {
        isRight = false
        continue
      }
      guard let requirement = requirement(bound, metric, window: window, currency: currency) else {
        isRight = false
        continue
      }
      if result.contains(where: { $0.measure == requirement.measure }) {
        name.fail("'\(word)' stands twice", kind: .conflict)
        isRight = false
      }
      result.append(requirement)
    }
    if isRight, result.isEmpty {
      value.fail("no metric is named", kind: .missingKey)
      return nil
    }
    return isRight ? result : nil
  }

  private static func requirement(
    _ value: SettingsValue, _ metric: Metric, window: Window, currency: Currency?
  ) -> Requirement? {
    guard !value.isScalar, !value.isList, let reader = value.mapping() else {
      return bound(value, of: metric, currency: currency).map {
        Requirement(Measure(metric, over: window), from: $0)
      }
    }
    let from = reader.required("from").flatMap { bound($0, of: metric, currency: currency) }
    let own = reader.optional("window")
    let window = own.map { Self.window($0) } ?? window
    let isWhole = reader.end()
    guard isWhole, let from, let window else { return nil }
    return Requirement(Measure(metric, over: window), from: from)
  }
}
