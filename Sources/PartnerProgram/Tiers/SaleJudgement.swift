/// Whether a sale stands, and with how much money: the one place that decides it.
struct SaleJudgement {
  enum Verdict: Hashable {
    case stands
    case excluded(TierStatus.Exclusion)
  }

  let verdict: Verdict
  /// Minor units of the sale before anything was taken back.
  let gross: Int64
  /// Minor units taken back, at most `gross`.
  let takenBack: Int64
  /// How many refunds and chargebacks took back.
  let takeBackCount: Int

  /// Judges a sale by its status and by what was taken back from it.
  ///
  /// A sale taken back in full is no conversion; one taken back in part is one, with less money. Taken back counts
  /// before pending: what is gone will never be approved. It is a chargeback's doing where one took part.
  init(_ sale: Activity, loss: TakeBacks.Loss, basis: TierLadder.Basis) {
    gross = sale.amount?.minorUnits ?? 0
    let whole = loss.count > 0 && (loss.whole || loss.money >= gross)
    takenBack = whole ? gross : loss.money
    takeBackCount = loss.count
    verdict =
      if sale.status == .reversed {
        .excluded(.reversed)
      } else if whole {
        .excluded(loss.byBank ? .chargedBack : .refunded)
      } else if sale.status == .pending, basis == .approved {
        .excluded(.pending)
      } else {
        .stands
      }
  }

  /// Minor units that count while the sale stands.
  var net: Int64 { gross - takenBack }
}
