/// A number in a column of the partner's row: `field NAME`.
///
/// An empty column is 0, and so is one that is no number.
package enum FieldMetric: MetricFamily {
  package static var metrics: [Metric] { [make("followers", "followers")] }

  private static func make(_ word: String, _ field: String) -> Metric {
    let isVanity = ["followers", "subscribers", "views"].contains(field)
    return Metric(
      word, .number, isVanity ? [.standing, .vanity] : .standing, subject: field, family: FieldMetric.self)
  }

  package static func metric(of word: String) -> Metric? {
    if word == "followers" { return make(word, word) }
    guard word.hasPrefix("field "), word.utf8.count > 6 else { return nil }
    return make(word, String(word.dropFirst(6)))
  }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    view.fields[metric.subject ?? ""].flatMap(hundredths) ?? 0
  }

  /// `12` or `12.5`, at most two decimals and not negative; nil for what is no such number.
  package static func hundredths(_ text: String) -> Int64? {
    (try? Money(decimal: text, currency: Currency(code: "", exponent: 2)))?.minorUnits
  }
}
