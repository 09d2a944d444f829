/// Why a partner's standing could not be worked out.
package struct EvaluationFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Cause: Error, Sendable, Equatable {
    /// A sum of money does not fit 64 bits.
    case overflow
    /// An activity in another currency than the program's: there is no rate table yet.
    case foreignCurrency(activity: Activity.ID, code: String)
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
      "partner '\(partner)': activity '\(activity)' is in \(code), not in the program's currency"
    }
  }
}
