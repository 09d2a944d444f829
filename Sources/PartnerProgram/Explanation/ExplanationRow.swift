internal import Mail

extension TierExplanation {
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
    /// What the row adds to the commission; empty where it earns none.
    package var commission: String
    /// Counted, or why not; in brackets what it adds to figures that are not plain from the cells.
    package var verdict: String

    /// The headings of the cells.
    package static let headings = [
      "occurred", "activity", "kind", "status", "amount", "counted", "commission", "verdict",
    ]
    /// The cells in the order of the headings.
    package var cells: [String] {
      [occurred, activity, kind, status, amount, counted, commission, verdict]
    }
  }
}

extension TierExplanation.Row {
  init(_ finding: ActivityFinding, at place: Int, notes: ExplanationNotes?, calendar: ProgramCalendar) {
    let activity = finding.activity
    let said = notes?.said(of: finding, at: place) ?? []
    let rate = finding.rate.map { ", at \($0.words)" } ?? ""
    self.init(
      occurred: calendar.clockText(of: activity.occurred), activity: activity.id, kind: activity.kind.word,
      status: activity.status.rawValue, amount: activity.amount?.plainText ?? "",
      counted: finding.counted?.plainText ?? "", commission: notes?.commission(at: place) ?? "",
      verdict: (notes?.verdict(of: finding, at: place) ?? "") + rate
        + (said.isEmpty ? "" : " (\(said.joined(separator: ", ")))"))
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
