import Mail

/// An envelope inside the HTTP lane.
struct HTTPParcel: BoundForDomain {
  /// Which batch of the lane, which place in it.
  let batch: Int
  let index: Int
  let envelope: Envelope
  let domain: DomainKey
  /// The limits have counted it for the next time it is sent.
  var isAdmitted = false
  /// The answer by which the provider turned it away after it had been started; 0 where it never was.
  ///
  /// What was started is no longer given back as if nothing had been tried.
  var turnedAway = 0
  /// Goes in a request of its own: together with others it was refused.
  var isAlone = false
  /// Since when the provider asks to slow down about it.
  var throttledSince: Instant?
}

/// The envelopes of one request, and the request as it is sent, the second time too.
struct HTTPWork {
  var parcels: [HTTPParcel]
  let request: HTTPRequest
  /// How often it was sent.
  var attempts = 0
  /// When it was sent last.
  var begunAt: Instant?

  var envelopes: [Envelope] { parcels.map(\.envelope) }
}

/// A request whose answer is unknown, and which the provider knows again when it is repeated.
struct HTTPRepetition {
  let work: HTTPWork
  let notBefore: Instant
  /// What is known so far.
  let outcomes: [Delivery.Outcome]
}
