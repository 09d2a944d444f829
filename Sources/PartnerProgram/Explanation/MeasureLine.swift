internal import Mail

extension TierExplanation {
  /// One figure of the decision.
  package struct MeasureLine: Sendable, Equatable {
    /// What it counts: `net revenue`.
    package var name: String
    /// The period's name: `2026-Q4`.
    package var period: String
    package var value: String
    /// What the next tier asks for; empty where it asks for nothing of it.
    package var needed: String
    /// What is missing for it; empty where nothing is.
    package var missing: String
    /// What it is made of, where it is not the sum of rows.
    package var made: String

    package static let headings = ["measure", "period", "value", "next tier", "missing", "made of"]
    package var cells: [String] { [name, period, value, needed, missing, made] }

    /// One line a measure, in the ladder's order.
    static func lines(
      of status: TierStatus, in reading: PartnerReading, _ words: MetricWords
    ) -> [MeasureLine] {
      zip(reading.ladder.measures, status.values).map { measure, value in
        let distance = status.distances.first { $0.measure == measure }
        let missing = distance.flatMap { $0.remaining > 0 ? $0.remaining : nil }
        return MeasureLine(
          name: words.name(measure.metric), period: reading.period(measure.window, of: status.month).name,
          value: words.amount(value, of: measure.metric),
          needed: distance.map { words.amount($0.from, of: measure.metric) } ?? "",
          missing: missing.map { words.amount($0, of: measure.metric) } ?? "",
          made: made(measure, status, reading, words))
      }
    }

    /// The parts of a figure that no column adds up to.
    private static func made(
      _ measure: Measure, _ status: TierStatus, _ reading: PartnerReading, _ words: MetricWords
    ) -> String {
      let metric = measure.metric
      let view = reading.view(of: reading.period(measure.window, of: status.month))
      switch metric.rawValue {
      case "score": return score(status, reading, words)
      case "retention":
        let (again, before) = CustomerMetrics.customers(in: view)
        return "\(again.count) of \(before.count) customers of the time before"
      case "deal_size":
        let held = view.facts.filter(view.holds)
        let net = held.filter(\.isStandingSale).reduce(0) { $0 &+ $1.net }
        let money = Money(minorUnits: net, currency: words.currency).plainText
        return "\(money) over \(held.count(where: \.isMadeSale)) sales made"
      case "deal_velocity":
        let (deals, days) = VelocityMetric.pace(in: view)
        return "365 days a year over \(days) days for \(deals) deals"
      case "tenure": return "joined on \(reading.partner.joined)"
      case "active_months": return "months in a row with a sale that stands"
      default:
        return metric.family == FieldMetric.self ? "the partner's field '\(metric.subject ?? "")'" : ""
      }
    }

    /// `12 for net revenue (1 per USD 100.00) + 3 for leads (0.5 each)`.
    private static func score(
      _ status: TierStatus, _ reading: PartnerReading, _ words: MetricWords
    ) -> String {
      (reading.ladder.terms.score?.parts ?? []).map { part in
        let value =
          reading.ladder.measures.firstIndex(of: part.measure).map { status.values[$0] } ?? 0
        let points = MetricWords.hundredths((try? part.points(of: value)) ?? 0)
        let per = part.per == 1 ? "each" : "per \(words.amount(part.per, of: part.measure.metric))"
        return
          "\(points) for \(words.name(part.measure.metric)) (\(MetricWords.hundredths(part.points)) \(per))"
      }.joined(separator: " + ")
    }
  }
}
