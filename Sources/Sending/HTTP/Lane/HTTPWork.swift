import Mail

/// An envelope inside the HTTP lane.
struct HTTPParcel {
  /// Which batch of the lane, which place in it.
  let batch: Int
  let index: Int
  let envelope: Envelope
  /// Goes in a request of its own: together with others it was refused.
  var isAlone = false
  /// Since when the provider asks to slow down about it.
  var throttledSince: ContinuousClock.Instant?
}

/// The envelopes of one request, and the request as it is sent, the second time too.
struct HTTPWork {
  var parcels: [HTTPParcel]
  let request: HTTPRequest
  /// How often it was sent.
  var attempts = 0
  /// When it was sent last.
  var begunAt: ContinuousClock.Instant?

  var envelopes: [Envelope] { parcels.map(\.envelope) }
}

/// A request whose answer is unknown, and which the provider knows again when it is repeated.
struct HTTPRepetition {
  let work: HTTPWork
  let notBefore: ContinuousClock.Instant
  /// What is known so far.
  let outcomes: [Delivery.Outcome]
}

/// A batch inside the HTTP lane: it collects outcomes and answers when the last one is there.
///
/// Confined to the lane.
final class HTTPBatch {
  let submission: HTTPInbox.Submission
  private var outcomes: [Delivery.Outcome?]
  private var left: Int
  /// The caller has given up: what comes back is not sent again.
  var isCancelled = false

  init(_ submission: HTTPInbox.Submission) {
    self.submission = submission
    outcomes = Array(repeating: nil, count: submission.envelopes.count)
    left = submission.envelopes.count
  }

  /// True when that was the last one, and the caller of `deliver` has been resumed.
  func settle(_ index: Int, _ outcome: Delivery.Outcome) -> Bool {
    precondition(outcomes[index] == nil, "an envelope has two outcomes")
    outcomes[index] = outcome
    submission.answered(Delivery(id: submission.envelopes[index].id, outcome: outcome))
    left -= 1
    if left > 0 { return false }
    let deliveries = zip(submission.envelopes, outcomes).compactMap { envelope, outcome in
      outcome.map { Delivery(id: envelope.id, outcome: $0) }
    }
    submission.continuation.resume(returning: deliveries)
    return true
  }
}
