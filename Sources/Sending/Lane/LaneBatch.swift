import Mail

/// A batch inside the lane: it collects outcomes and answers when the last one is there.
///
/// Confined to the lane.
final class LaneBatch<Wire: LaneWire> {
  private let submission: LaneInbox<Wire>.Submission
  private var deliveries: [Delivery?]
  private var left: Int
  /// The caller has given up: what comes back is not sent again.
  var isCancelled = false

  init(_ submission: LaneInbox<Wire>.Submission) {
    self.submission = submission
    deliveries = Array(repeating: nil, count: submission.items.count)
    left = submission.items.count
  }

  func starting(_ ids: [Envelope.ID]) throws { try submission.starting(ids) }

  func isWithdrawn(_ id: Envelope.ID) -> Bool { submission.isWithdrawn(id) }

  /// True when that was the last one, and the caller of `deliver` has been resumed.
  func settle(_ index: Int, _ outcome: Delivery.Outcome, notBefore: Timestamp? = nil) -> Bool {
    precondition(deliveries[index] == nil, "an envelope has two outcomes")
    var delivery = Delivery(id: submission.items[index].id, outcome: outcome)
    delivery.notBefore = notBefore
    deliveries[index] = delivery
    submission.answered(delivery)
    left -= 1
    if left > 0 { return false }
    submission.continuation.resume(returning: deliveries.compactMap { $0 })
    return true
  }
}
