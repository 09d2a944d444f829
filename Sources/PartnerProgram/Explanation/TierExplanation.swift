internal import Mail

/// A status in words, and the table to verify it by hand.
package struct TierExplanation: Sendable, Equatable {
  /// One paragraph in English with every number of the decision.
  package let paragraph: String
  /// The period's sales, what took them back, and what else occurred in it, by time; the counted money re-adds to the
  /// net money, and what is named behind a verdict to its measure.
  package let rows: [Row]
  /// How many activities belong to other periods and are not in the table.
  package let elsewhere: Int

  /// One line of the table, its cells as texts.
  package struct Row: Sendable, Equatable {
    /// Date and time in the program's zone.
    package var occurred: String
    package var activity: Activity.ID
    package var kind: String
    package var status: String
    /// Empty for kinds without money.
    package var amount: String
    /// What the row adds to the net money; empty where it adds none.
    package var counted: String
    /// Counted, or why not.
    package var verdict: String

    /// The headings of the cells.
    package static let headings = ["occurred", "activity", "kind", "status", "amount", "counted", "verdict"]
    /// The cells in the order of the headings.
    package var cells: [String] { [occurred, activity, kind, status, amount, counted, verdict] }
  }

  /// The figures that decide, one line a measure.
  package let measures: [MeasureLine]

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

    package static let headings = ["measure", "period", "value", "next tier", "missing"]
    package var cells: [String] { [name, period, value, needed, missing] }
  }

  /// Explains a recipient's status of the month.
  ///
  /// - Parameters:
  ///   - recipient: as the evaluator gave it.
  ///   - activities: those that it was worked out from.
  ///   - evaluator: the one that worked it out.
  package init(_ recipient: Recipient, activities: [Activity], evaluator: TierEvaluator) {
    let status = recipient.status
    paragraph = StatusSentences(recipient, evaluator: evaluator).paragraph
    // Whoever was worked out once is worked out again: nothing here can fail that did not fail before.
    let reading = try? evaluator.reading(recipient.partner, activities: activities, asOf: status.asOf)
    let findings = reading?.findings(activities, month: status.month) ?? []
    let words = MetricWords(currency: evaluator.currency)
    let metrics = reading?.ladder.measures.map(\.metric) ?? []
    let sales = Set(
      findings.lazy.filter { $0.activity.kind == .sale && $0.isOfThePeriod }.map(\.activity.id))
    let first = status.period.first.map { evaluator.calendar.start(of: $0).seconds } ?? .min
    let shown = findings.filter { finding in
      switch finding.outcome {
      case .counted, .countedInPart, .excluded: true
      case .takesBack(let sale), .takesBackLate(let sale): sales.contains(sale)
      case .takeBackReversed, .saleUnknown, .otherKind, .afterClock:
        finding.activity.reference.map(sales.contains) == true
          || (finding.activity.occurred.seconds >= first
            && evaluator.calendar.day(of: finding.activity.occurred) <= status.period.last)
      case .otherMonth: false
      }
    }
    rows = shown.sorted {
      ($0.activity.occurred, $0.activity.id) < ($1.activity.occurred, $1.activity.id)
    }.map { Row($0, calendar: evaluator.calendar, metrics: metrics, words: words) }
    elsewhere = findings.count - shown.count
    measures = reading.map { Self.lines(status, $0, words) } ?? []
  }

  private static func lines(
    _ status: TierStatus, _ reading: PartnerReading, _ words: MetricWords
  ) -> [MeasureLine] {
    zip(reading.ladder.measures, status.values).map { measure, value in
      let distance = status.distances.first { $0.measure == measure }
      return MeasureLine(
        name: words.name(measure.metric), period: reading.period(measure.window, of: status.month).name,
        value: words.amount(value, of: measure.metric),
        needed: distance.map { words.amount($0.from, of: measure.metric) } ?? "",
        missing: distance.flatMap { $0.remaining > 0 ? words.amount($0.remaining, of: measure.metric) : nil }
          ?? "")
    }
  }
}

extension ActivityFinding {
  fileprivate var isOfThePeriod: Bool {
    switch outcome {
    case .counted, .countedInPart, .excluded: true
    default: false
    }
  }
}

extension TierExplanation.Row {
  init(_ finding: ActivityFinding, calendar: ProgramCalendar, metrics: [Metric], words: MetricWords) {
    let activity = finding.activity
    // What a sale adds to conversions and net revenue is plain from its row; the rest is said.
    let shares = zip(metrics, finding.shares).compactMap { metric, share -> String? in
      guard let share, metric != .conversions, metric != .netRevenue else { return nil }
      return "\(words.name(metric)) \(words.amount(share, of: metric))"
    }
    let rate = finding.rate.map { ", at \($0.words)" } ?? ""
    let suffix = rate + (shares.isEmpty ? "" : " (\(shares.joined(separator: ", ")))")
    self.init(
      occurred: calendar.clockText(of: activity.occurred), activity: activity.id, kind: activity.kind.word,
      status: activity.status.rawValue, amount: activity.amount?.plainText ?? "",
      counted: finding.counted?.plainText ?? "",
      verdict: finding.outcome.words(currency: words.currency) + suffix)
  }
}

extension Activity.Kind {
  /// As data files write it.
  package var word: String {
    switch self {
    case .sale: "sale"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .other(let word): word
    }
  }
}

extension ActivityFinding.Outcome {
  /// The outcome in English.
  func words(currency: Currency?) -> String {
    switch self {
    case .counted: "counted"
    case .countedInPart(let takenBack):
      "counted less \(currency.map { Money(minorUnits: takenBack, currency: $0).plainText } ?? "\(takenBack)") taken back"
    case .excluded(.pending): "not counted: pending, not approved yet"
    case .excluded(.reversed): "not counted: reversed"
    case .excluded(.refunded): "not counted: refunded in full"
    case .excluded(.chargedBack): "not counted: taken back in full by a chargeback"
    case .excluded(.inRefundWindow): "not counted: its refund window is still open"
    case .takesBack(let sale): "takes back \(sale)"
    case .takesBackLate(let sale): "takes back \(sale) after the status was final: the status stays"
    case .takeBackReversed: "takes nothing back: itself reversed"
    case .saleUnknown: "takes nothing back: its sale is not among the partner's activity"
    case .otherMonth(let month): "not counted: belongs to \(month)"
    case .afterClock: "not counted: at the clock or later"
    case .otherKind: "not counted: no sale"
    }
  }
}
