internal import Mail

/// What the table says of a row beside its own cells: what it adds to measures, at which rates it earned, and for which
/// customer it counts.
struct ExplanationNotes {
  private let measures: [Measure]
  private let window: Window
  private let words: MetricWords
  private let ladder: TierLadder
  private let facts: [Fact]
  /// By place of the activity.
  private var lines: [Int: CommissionRun.Line] = [:]
  private var retention: [MetricView] = []

  init(_ reading: PartnerReading, status: TierStatus, words: MetricWords) {
    ladder = reading.ladder
    measures = ladder.measures
    window = status.period.window
    facts = reading.facts
    self.words = words
    let run = try? reading.commissionLines(in: status.month, standing: status.standing)
    for line in run?.lines ?? [] { lines[line.place] = line }
    retention = measures.filter { $0.metric == CustomerMetrics.retention }.map {
      reading.view(of: reading.period($0.window, of: status.month))
    }
  }

  func commission(at place: Int) -> String? {
    lines[place].map { Money(minorUnits: $0.commission, currency: words.currency).plainText }
  }

  /// Whether a row of another period has its part in a figure of this one.
  func isNamed(_ place: Int) -> Bool {
    lines[place] != nil
      || retention.contains { facts[place].customer != 0 && CustomerMetrics.wasBefore(facts[place], $0) }
  }

  func verdict(of finding: ActivityFinding, at place: Int) -> String {
    if case .otherMonth = finding.outcome {
      if lines[place] != nil { return "earns, but lies outside of the \(window)" }
      if isNamed(place) { return "of the time before" }
    }
    return finding.outcome.words(currency: words.currency)
  }

  func said(of finding: ActivityFinding, at place: Int) -> [String] {
    var said = zip(measures, finding.shares).compactMap { measure, share -> String? in
      guard let share, !isPlain(measure) else { return nil }
      let over =
        measure.window == ladder.window || !measure.metric.isWindowed ? "" : " per \(measure.window)"
      return "\(words.name(measure.metric))\(over) \(words.amount(share, of: measure.metric))"
    }
    if let line = lines[place], ladder.terms.rate != .wholePeriod {
      said.append(
        line.parts.map { part in
          let net = Money(minorUnits: part.net, currency: words.currency).plainText
          return line.parts.count == 1 ? "at \(part.rate.percentText)" : "\(net) at \(part.rate.percentText)"
        }.joined(separator: " and "))
    }
    let customer = finding.activity.customer ?? ""
    for view in retention where facts[place].customer != 0 {
      if CustomerMetrics.wasBefore(facts[place], view) { said.append("customer \(customer) before") }
      let isAgain =
        facts[place].isStandingSale && view.holds(facts[place])
        && CustomerMetrics.customers(in: view).again.contains(facts[place].customer)
      if isAgain { said.append("customer \(customer) again") }
    }
    return said
  }

  /// What a sale adds to conversions and net revenue of the period is plain from its row.
  private func isPlain(_ measure: Measure) -> Bool {
    (measure.metric == .conversions || measure.metric == .netRevenue) && measure.window == window
  }
}
