/// A weighted score: so many points for so much of each metric.
package struct Score: Sendable, Hashable {
  /// `net_revenue: 1 per 100 USD`.
  package struct Part: Sendable, Hashable {
    package var measure: Measure
    /// Hundredths of a point.
    package var points: Int64
    /// For each so much of the metric, in its unit; more than 0.
    package var per: Int64

    package init(measure: Measure, points: Int64, per: Int64) {
      self.measure = measure
      self.points = points
      self.per = per
    }

    /// Hundredths of a point for a value, rounded down.
    package func points(of value: Int64) throws(EvaluationFailure.Cause) -> Int64 {
      let exact = Int128(value) * Int128(points) / Int128(per)
      guard let result = Int64(exactly: exact) else { throw .overflow }
      return result
    }
  }

  package var parts: [Part]

  package init(parts: [Part]) { self.parts = parts }

  /// Hundredths of a point for the values of the parts' measures, in their order.
  package func points(of values: ArraySlice<Int64>) throws(EvaluationFailure.Cause) -> Int64 {
    var sum: Int64 = 0
    for (part, value) in zip(parts, values) {
      let (result, overflow) = sum.addingReportingOverflow(try part.points(of: value))
      if overflow { throw .overflow }
      sum = result
    }
    return sum
  }
}

/// A metric over a window: what one number of a decision is.
package struct Measure: Sendable, Hashable {
  package var metric: Metric
  package var window: Window

  /// A measure; the window of a metric that knows none is a lifetime.
  package init(_ metric: Metric, over window: Window) {
    self.metric = metric
    self.window = metric.isWindowed ? window : .lifetime
  }
}

/// A lower bound of a measure: what a tier, or keeping it, asks for.
package struct Requirement: Sendable, Hashable {
  package var measure: Measure
  /// The least value that meets it, in the metric's unit.
  package var from: Int64

  package init(_ measure: Measure, from: Int64) {
    self.measure = measure
    self.from = from
  }
}
