package import Mail

/// Carries envelopes to one provider's HTTP API, over a lane of requests on a thread of its own.
package final class HTTPTransport: Transport {
  private let inbox: HTTPInbox
  private let provider: any Provider

  /// Starts nothing yet: the lane begins with the first batch.
  ///
  /// `clock` is the time of day that `pace` counts by; `random` gives numbers from 0 up to 1, to spread new attempts.
  package init(
    upstream: HTTPUpstream, pace: Pace, clock: WallClock, random: @escaping @Sendable () -> Double
  ) {
    inbox = HTTPInbox(upstream: upstream, pace: pace, clock: clock, random: random)
    provider = upstream.provider
  }

  package var health: TransportHealth { inbox.health }
  package var needs: EnvelopeForm { provider.needs }
  package var repeatWindow: Duration? { provider.repeatWindow }

  @concurrent
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    if batch.isEmpty { return [] }
    return await inbox.submit(batch, starting: starting, answered: answered, isWithdrawn: isWithdrawn)
  }

  package func close() async {
    await inbox.close()
    inbox.pace.close()
  }

  deinit { inbox.abandon() }
}
