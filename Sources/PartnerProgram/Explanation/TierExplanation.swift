internal import Mail

/// A status in words, and the table to verify it by hand.
package struct TierExplanation: Sendable, Equatable {
  /// One paragraph in English with every number of the decision.
  package let paragraph: String
  /// The period's sales, what took them back, and what else occurred in it, by time.
  ///
  /// The counted money adds up to the net money, the commission to the paragraph's, and what is named behind a verdict to
  /// its measure.
  package let rows: [Row]
  /// How many activities belong to other periods and are not in the table.
  package let elsewhere: Int

  /// The figures that decide, one line a measure.
  package let measures: [MeasureLine]

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
    let notes = reading.map { ExplanationNotes($0, status: status, words: words) }
    let sales = Set(
      findings.lazy.filter { $0.activity.kind == .sale && $0.isOfThePeriod }.map(\.activity.id))
    let first = status.period.first.map { evaluator.calendar.start(of: $0).seconds } ?? .min
    let shown = findings.indices.filter { place in
      let finding = findings[place]
      if notes?.isNamed(place) == true { return true }
      switch finding.outcome {
      case .counted, .countedInPart, .excluded: return true
      case .takesBack(let sale), .takesBackLate(let sale): return sales.contains(sale)
      case .takeBackReversed, .saleUnknown, .otherKind, .afterClock:
        return finding.activity.reference.map(sales.contains) == true
          || (finding.activity.occurred.seconds >= first
            && evaluator.calendar.day(of: finding.activity.occurred) <= status.period.last)
      case .otherMonth: return false
      }
    }
    let ordered = shown.sorted {
      let (a, b) = (findings[$0].activity, findings[$1].activity)
      return (a.occurred, a.id) < (b.occurred, b.id)
    }
    rows = ordered.map { Row(findings[$0], at: $0, notes: notes, calendar: evaluator.calendar) }
    elsewhere = findings.count - shown.count
    measures = reading.map { MeasureLine.lines(of: status, in: $0, words) } ?? []
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
