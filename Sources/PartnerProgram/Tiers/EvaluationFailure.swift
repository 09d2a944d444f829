/// Why a partner's standing could not be worked out.
package struct EvaluationFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Cause: Error, Sendable, Equatable {
    /// A sum of money does not fit 64 bits.
    case overflow
    /// An activity in another currency than the program's, of a day that no rate is stated for.
    case foreignCurrency(activity: Activity.ID, code: String)
    /// A bonus in another currency, granted on a day that no rate is stated for.
    case foreignBonus(tier: Tier.ID, code: String)
  }

  package let partner: Partner.ID
  package let cause: Cause

  package init(partner: Partner.ID, cause: Cause) {
    self.partner = partner
    self.cause = cause
  }

  package var description: String {
    switch cause {
    case .overflow:
      "partner '\(partner)': the sum of the money does not fit 64 bits"
    case .foreignCurrency(let activity, let code):
      "partner '\(partner)': activity '\(activity)' is in \(code), not in the program's currency, and exchange_rates "
        + "has no rate for its day"
    case .foreignBonus(let tier, let code):
      "partner '\(partner)': the bonus of tier '\(tier)' is in \(code), and exchange_rates has no rate for its day"
    }
  }
}
