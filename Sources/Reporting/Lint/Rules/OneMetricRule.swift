internal import PartnerProgram

/// One metric over one time is the easiest to explain.
enum OneMetricRule: LintRule {
  static let name = "one-metric"

  static func lints(of ladder: TierLadder, in context: LintContext) -> [LintRuleFinding] {
    let asked =
      ladder.tiers.flatMap(\.requirements).map(\.measure) + (ladder.terms.score?.parts ?? []).map(\.measure)
    var metrics: [String] = []
    for measure in asked where measure.metric != .score && !metrics.contains(measure.metric.rawValue) {
      metrics.append(measure.metric.rawValue)
    }
    if metrics.count > 1 {
      return [
        .init(
          advice: "\(metrics.count) metrics decide: \(metrics.joined(separator: ", "))",
          reason: "one metric and one period are the easiest to explain and to check")
      ]
    }
    let windows = Set(asked.filter { $0.metric.isWindowed && $0.metric != .score }.map(\.window))
    guard windows.count > 1 else { return [] }
    return [
      .init(
        advice:
          "\(windows.count) windows decide: \(windows.map(\.description).sorted().joined(separator: ", "))",
        reason: "one metric and one period are the easiest to explain and to check")
    ]
  }
}
