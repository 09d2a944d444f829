package import Mail

/// What a metric looks at: a partner's judged activity and the span of a window, in seconds.
package struct MetricView: Sendable {
  package var facts: [Fact]
  /// The words of the activity kinds that facts know by number; see `Fact.Kind`.
  package let kinds: [String]
  package var joined: CivilDate
  package var fields: [String: String]
  package let calendar: ProgramCalendar
  /// The first second that counts; `Int64.min` for a lifetime.
  package var start: Int64
  /// The first second that no longer counts, at most the clock.
  package var end: Int64
  /// The first second of the span of the same length before; nil where there is none.
  package var startBefore: Int64?
  /// The last day of the span, in the program's zone.
  package var lastDay: CivilDate

  /// Whether the span holds a moment.
  package func holds(_ fact: Fact) -> Bool { fact.occurred >= start && fact.occurred < end }

  /// The number of an activity kind.
  func kind(_ word: String) -> Fact.Kind {
    switch word {
    case "sale": .sale
    case "refund": .refund
    case "chargeback": .chargeback
    default: kinds.firstIndex(of: word).map { Fact.Kind(other: $0) } ?? .uncounted
    }
  }

  /// Adds up what `amount` makes of each fact of the span; nil adds nothing.
  func sum(_ amount: (Fact) -> Int64?) throws(EvaluationFailure.Cause) -> Int64 {
    var sum: Int64 = 0
    for place in facts.indices where holds(facts[place]) {
      guard let more = amount(facts[place]) else { continue }
      let (result, overflow) = sum.addingReportingOverflow(more)
      if overflow { throw .overflow }
      sum = result
    }
    return sum
  }
}
