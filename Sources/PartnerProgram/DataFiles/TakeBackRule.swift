/// Whether a refund or chargeback fits the sale it names.
package enum TakeBackRule {
  /// Why a take-back must be refused; nil where it fits.
  ///
  /// - Parameters:
  ///   - takeBack: the refund or chargeback.
  ///   - sale: the activity its reference names; nil where there is none.
  ///   - taken: minor units that other take-backs of the same sale, not reversed, take already.
  /// - Returns: the reason, without personal data.
  package static func refusal(of takeBack: Activity, sale: Activity?, alreadyTaken taken: Int64) -> String? {
    guard let sale else { return "it takes back an activity that is not there" }
    if sale.kind != .sale { return "it takes back an activity that is no sale" }
    if sale.partner != takeBack.partner { return "it takes back a sale of another partner" }
    if takeBack.occurred < sale.occurred { return "it occurred before the sale it takes back" }
    let all = sale.amount?.minorUnits ?? 0
    let (sum, overflow) = taken.addingReportingOverflow(takeBack.amount?.minorUnits ?? 0)
    if takeBack.status != .reversed, overflow || sum > all {
      return taken > 0
        ? "together with what was taken back before it is larger than its sale" : "it is larger than its sale"
    }
    return nil
  }
}
