/// Counts and sums over an activity kind of the data: `count KIND`, `sum KIND`, and the usual ones by a word of their own.
///
/// They follow the basis as sales do: pending rows count with `all` only, reversed ones never.
package enum KindMetrics: MetricFamily {
  private static func count(_ word: String, _ kind: String, _ traits: Metric.Traits = []) -> Metric {
    Metric(word, .count, traits, subject: kind, family: KindMetrics.self)
  }

  private static func sum(_ word: String, _ kind: String) -> Metric {
    Metric(word, .money, subject: kind, family: KindMetrics.self)
  }

  package static var metrics: [Metric] {
    [
      count("deals_closed", "deal_closed"), count("deals_registered", "deal_registered"),
      count("leads", "lead"), count("demos", "demo"), count("trainings", "training"),
      count("invoices_paid", "invoice"), sum("co_investment", "co_investment"), sum("pipeline", "pipeline"),
      count("clicks", "click", .vanity),
    ]
  }

  package static func metric(of word: String) -> Metric? {
    if let metric = metrics.first(where: { $0.rawValue == word }) { return metric }
    let parts = word.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, Activity.Kind.isWord(parts[1].utf8) else { return nil }
    // Sales have metrics of their own, and what takes them back is in those.
    let kind = String(parts[1])
    guard !["sale", "refund", "chargeback"].contains(kind) else { return nil }
    switch parts[0] {
    case "count": return count(word, kind, ["click", "impression", "view"].contains(kind) ? .vanity : [])
    case "sum": return sum(word, kind)
    default: return nil
    }
  }

  package static func kinds(of metric: Metric) -> [String] { metric.subject.map { [$0] } ?? [] }

  package static func value(
    of metric: Metric, in view: MetricView
  ) throws(EvaluationFailure.Cause) -> Int64 {
    let kind = view.kind(metric.subject ?? "")
    guard kind != .uncounted else { return 0 }
    return try view.sum { fact in
      guard fact.kind == kind, fact.verdict == .stands else { return nil }
      return metric.unit == .count ? 1 : fact.net
    }
  }

  package static func share(of fact: Fact, to metric: Metric, in view: MetricView) -> Int64? {
    let kind = view.kind(metric.subject ?? "")
    guard kind != .uncounted, fact.kind == kind, fact.verdict == .stands else { return nil }
    return metric.unit == .count ? 1 : fact.net
  }
}
