package import Mail

/// Carries envelopes to one provider's HTTP API, over a lane of requests on a thread of its own.
package final class HTTPTransport: Transport {
  private let inbox: HTTPInbox
  private let provider: any Provider

  /// Starts nothing yet: the lane begins with the first batch.
  package init(upstream: HTTPUpstream) {
    inbox = HTTPInbox(upstream: upstream)
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

  package func close() async { await inbox.close() }

  deinit { inbox.abandon() }
}
