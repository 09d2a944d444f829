/// What a ladder counts: one word of tierpost.yaml, such as `conversions`, `net_revenue` or `count lead`.
///
/// A metric's value is a whole number in the smallest part of its unit. The families in `Families` say how it is
/// worked out.
package struct Metric: Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// What a value is a number of.
  package enum Unit: String, Sendable, Hashable, CaseIterable {
    /// Things: 12 is 12.
    case count
    /// Minor units of the program's currency.
    case money
    /// Whole months.
    case months
    /// Hundredths of a percent, at most 10,000.
    case percent
    /// Hundredths: 250 is 2.5.
    case number
    /// Hundredths of a point of a weighted score.
    case points
  }

  /// How a metric behaves, for the rules between settings.
  package struct Traits: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The window does not matter: it says how things are, such as tenure.
    package static let standing = Traits(rawValue: 1)
    /// Grows with every order, so that each order of a period has a value before and after it.
    package static let running = Traits(rawValue: 2)
    /// Counts attention and not outcomes: possible, and a lint.
    package static let vanity = Traits(rawValue: 4)
    /// May fall by itself, such as an average; what it once reached says nothing of later.
    package static let ratio = Traits(rawValue: 8)
  }

  /// The word in settings, templates and reports.
  package let rawValue: String
  package let unit: Unit
  package let traits: Traits
  /// The activity kind or partner field of `count KIND`, `sum KIND` and `field NAME`.
  package let subject: String?
  let family: any MetricFamily.Type

  init(
    _ word: String, _ unit: Unit, _ traits: Traits = [], subject: String? = nil,
    family: any MetricFamily.Type
  ) {
    rawValue = word
    self.unit = unit
    self.traits = traits
    self.subject = subject
    self.family = family
  }

  /// The metric of a word; nil where no family knows it.
  package init?(word: String) {
    for family in allMetricFamilies {
      if let metric = family.metric(of: word) {
        self = metric
        return
      }
    }
    return nil
  }

  /// The metrics that a word alone names, in the order of the families.
  package static var named: [Metric] { allMetricFamilies.flatMap { $0.metrics } }

  /// The same, the most usual first.
  package static var allCases: [Metric] {
    [.conversions, .netRevenue] + named.filter { $0 != .conversions && $0 != .netRevenue }
  }

  /// Whether a window bounds what counts.
  package var isWindowed: Bool { !traits.contains(.standing) }

  package var description: String { rawValue }

  package static func == (a: Metric, b: Metric) -> Bool { a.rawValue == b.rawValue }
  package func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }
}

extension Metric {
  /// Sales that stand: approved (or all, by the basis) and not taken back in full.
  package static let conversions = Metric("conversions", .count, .running, family: SaleMetrics.self)
  /// The money of those sales, less what was taken back in part and what `net_of` names.
  package static let netRevenue = Metric("net_revenue", .money, .running, family: SaleMetrics.self)
  /// The money of all sales that were not reversed, before refunds, fees and taxes.
  package static let grossRevenue = Metric("gross_revenue", .money, .running, family: SaleMetrics.self)
  /// Points of a weighted score; the ladder holds the weights.
  package static let score = Metric("score", .points, family: ScoreMetric.self)
}
