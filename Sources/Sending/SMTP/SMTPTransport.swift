package import Mail

/// Carries envelopes to one SMTP relay, over a lane of connections on a thread of its own.
package final class SMTPTransport: Transport {
  private let inbox: LaneInbox

  /// Starts the lane; it connects when the first batch comes.
  package init(upstream: SMTPUpstream) {
    inbox = LaneInbox(upstream: upstream)
  }

  package var health: TransportHealth { inbox.health }

  @concurrent
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    if batch.isEmpty { return [] }
    // Checks and dot-stuffing happen here, so that they run beside the lane and not on it.
    return await inbox.submit(
      batch.map(Parcel.init), starting: starting, answered: answered, isWithdrawn: isWithdrawn)
  }

  package func close() async { await inbox.close() }

  deinit { inbox.abandon() }
}
