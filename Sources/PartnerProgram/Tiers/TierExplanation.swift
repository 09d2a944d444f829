/// A status in words, and the table to verify it by hand.
package struct TierExplanation: Sendable, Equatable {
  /// One paragraph in English with every number of the decision.
  package let paragraph: String
  /// The month's sales, what took them back, and what else occurred in the month, by time; the counted money re-adds
  /// to the net money.
  package let rows: [Row]
  /// How many activities belong to other months and are not in the table.
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

  /// Explains a recipient's status of the month.
  ///
  /// - Parameters:
  ///   - recipient: as the evaluator gave it.
  ///   - activities: those that it was worked out from.
  ///   - evaluator: the one that worked it out.
  package init(_ recipient: Recipient, activities: [Activity], evaluator: TierEvaluator) {
    let status = recipient.status
    paragraph = StatusSentences(recipient, evaluator: evaluator).paragraph
    let findings = evaluator.findings(activities, month: status.month, asOf: status.asOf)
    let sales = Set(
      findings.lazy.filter { $0.activity.kind == .sale && $0.isOfTheMonth }.map(\.activity.id))
    let shown = findings.filter { finding in
      switch finding.outcome {
      case .counted, .countedInPart, .excluded: true
      case .takesBack(let sale): sales.contains(sale)
      case .takeBackReversed, .saleUnknown, .otherKind, .afterClock:
        finding.activity.reference.map(sales.contains) == true
          || evaluator.calendar.month(of: finding.activity.occurred) == status.month
      case .otherMonth: false
      }
    }
    rows = shown.sorted {
      ($0.activity.occurred, $0.activity.id) < ($1.activity.occurred, $1.activity.id)
    }.map { Row($0, calendar: evaluator.calendar) }
    elsewhere = findings.count - shown.count
  }
}

extension ActivityFinding {
  fileprivate var isOfTheMonth: Bool {
    switch outcome {
    case .counted, .countedInPart, .excluded: true
    default: false
    }
  }
}

extension TierExplanation.Row {
  init(_ finding: ActivityFinding, calendar: ProgramCalendar) {
    let activity = finding.activity
    self.init(
      occurred: calendar.clockText(of: activity.occurred), activity: activity.id, kind: activity.kind.word,
      status: activity.status.rawValue, amount: activity.amount?.plainText ?? "",
      counted: finding.counted?.plainText ?? "",
      verdict: finding.outcome.words(currency: activity.amount?.currency))
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
    case .takesBack(let sale): "takes back \(sale)"
    case .takeBackReversed: "takes nothing back: itself reversed"
    case .saleUnknown: "takes nothing back: its sale is not among the partner's activity"
    case .otherMonth(let month): "not counted: belongs to \(month)"
    case .afterClock: "not counted: at the clock or later"
    case .otherKind: "not counted: no sale"
    }
  }
}
