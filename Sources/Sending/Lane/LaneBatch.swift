import Mail

/// A batch inside the lane: it collects outcomes and answers when the last one is there.
///
/// Confined to the lane.
final class LaneBatch {
  private let submission: LaneInbox.Submission
  private var outcomes: [Delivery.Outcome?]
  private var left: Int
  /// The caller has given up: what comes back is not sent again.
  var isCancelled = false

  init(_ submission: LaneInbox.Submission) {
    self.submission = submission
    outcomes = Array(repeating: nil, count: submission.parcels.count)
    left = submission.parcels.count
  }

  func starting(_ ids: [Envelope.ID]) throws { try submission.starting(ids) }

  func isWithdrawn(_ id: Envelope.ID) -> Bool { submission.isWithdrawn(id) }

  /// True when that was the last one, and the caller of `deliver` has been resumed.
  func settle(_ index: Int, _ outcome: Delivery.Outcome) -> Bool {
    precondition(outcomes[index] == nil, "an envelope has two outcomes")
    outcomes[index] = outcome
    submission.answered(Delivery(id: submission.parcels[index].id, outcome: outcome))
    left -= 1
    if left > 0 { return false }
    let deliveries = zip(submission.parcels, outcomes).compactMap { parcel, outcome in
      outcome.map { Delivery(id: parcel.id, outcome: $0) }
    }
    submission.continuation.resume(returning: deliveries)
    return true
  }
}
