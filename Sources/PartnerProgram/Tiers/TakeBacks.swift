internal import Mail

/// What refunds and chargebacks before a clock take back from each sale of one partner.
struct TakeBacks {
  /// What one sale lost.
  struct Loss {
    var count = 0
    /// Minor units.
    var money: Int64 = 0
    /// A refund without an amount takes back the whole sale.
    var whole = false
    var byBank = false
  }

  /// Where refunds and chargebacks lie in the activities; empty for most partners, and then nothing is allocated.
  private var places: [Int] = []
  /// By sale, only where there are so many take-backs that a scan for each sale would be slow.
  private var losses: [Activity.ID: Loss]?
  private static let scanLimit = 8

  init(_ activities: [Activity], before clock: Timestamp) {
    for place in activities.indices where Self.applies(activities[place], before: clock) {
      places.append(place)
    }
    guard places.count > Self.scanLimit else { return }
    var losses: [Activity.ID: Loss] = [:]
    for place in places {
      guard let sale = activities[place].reference else { continue }
      Self.add(activities[place], to: &losses[sale, default: Loss()])
    }
    self.losses = losses
  }

  /// What was taken back from a sale.
  func loss(of sale: Activity, among activities: [Activity]) -> Loss {
    if places.isEmpty { return Loss() }
    if let losses { return losses[sale.id] ?? Loss() }
    var loss = Loss()
    for place in places where activities[place].reference == sale.id {
      Self.add(activities[place], to: &loss)
    }
    return loss
  }

  /// A take-back applies from the moment it occurred, pending or approved, unless it was itself reversed: money that
  /// may have to be given back is not paid out.
  private static func applies(_ activity: Activity, before clock: Timestamp) -> Bool {
    switch activity.kind {
    case .refund, .chargeback: activity.occurred < clock && activity.status != .reversed
    case .sale, .other: false
    }
  }

  private static func add(_ activity: Activity, to loss: inout Loss) {
    loss.count += 1
    if activity.kind == .chargeback { loss.byBank = true }
    guard let amount = activity.amount else {
      loss.whole = true
      return
    }
    // More than can be counted is in any case more than the sale.
    let (sum, overflow) = loss.money.addingReportingOverflow(amount.minorUnits)
    loss.money = overflow ? .max : sum
  }
}
