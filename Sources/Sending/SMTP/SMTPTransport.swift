package import Mail

/// Carries envelopes to one SMTP relay, over a lane of connections on a thread of its own.
package final class SMTPTransport: Transport {
  private let inbox: SMTPInbox

  /// Starts nothing yet: the lane begins with the first batch.
  ///
  /// `clock` is the time of day that `pace` counts by; `random` gives numbers from 0 up to 1, to spread new attempts.
  package init(
    upstream: SMTPUpstream, pace: Pace, clock: WallClock, random: @escaping @Sendable () -> Double
  ) {
    inbox = SMTPInbox(upstream: upstream, pace: pace, clock: clock, random: random)
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

  package func close() async {
    await inbox.close()
    inbox.pace.close()
  }

  deinit { inbox.abandon() }
}
