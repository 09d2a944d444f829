package import Mail

/// How a ladder counts and pays: everything of `tiers:` beside the tiers themselves.
package struct LadderTerms: Sendable, Equatable {
  /// What `from` counts.
  package var metric: Metric
  /// The ladder's window; a requirement may name another.
  package var window = Window.month
  package var basis = TierLadder.Basis.approved
  package var netOf: NetOf = []
  /// Days after its period during which a status is provisional.
  package var refundWindow = 30
  package var afterFinal = AfterFinal.correct
  package var rate = RateRule.wholePeriod
  package var recurring = RecurringRule.always
  /// The weights, where `metric` is the score.
  package var score: Score?
  /// The first day on which the rules are in force, for people; it decides nothing and is no part of the version.
  package var effective: CivilDate?
  /// How standings follow from period to period; nil: every period's tier is the one it reached.
  package var movement: MovementPolicy?

  package init(metric: Metric) { self.metric = metric }

  /// What net money is less of, beside what was taken back.
  package struct NetOf: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let fees = NetOf(rawValue: 1)
    package static let taxes = NetOf(rawValue: 2)
  }

  /// What a refund does that comes after the status of its sale's period is final.
  package enum AfterFinal: String, Sendable, Hashable, CaseIterable {
    /// It corrects the figures, whenever it comes.
    case correct
    /// The period's figures and its tier stay; what was taken back is told apart.
    case keep
  }
}

/// To which orders of a period a tier's rate applies.
package enum RateRule: String, Sendable, Hashable, CaseIterable {
  /// The rate of the tier reached applies to the whole period.
  case wholePeriod = "whole_period"
  /// Every part of the period pays the rate of the tier it lies in; an order of money that crosses a bound is split.
  case graduated
  /// Every order pays the rate of the tier that was reached before it: the order that crosses keeps the old rate.
  case forwardOnly = "forward_only"
}

/// Which payments of a recurring sale earn commission.
package enum RecurringRule: Sendable, Hashable {
  /// Every payment.
  case always
  /// The first payment only.
  case newOnly
  /// Payments up to so many months after the customer's first sale.
  case months(Int)
}
