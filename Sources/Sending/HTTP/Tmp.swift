package import Mail
extension Delivery.Reply { static let withdrawn = Delivery.Reply.local("withdrawn") }
extension HTTPTransport {
  @concurrent
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void
  ) async -> [Delivery] { await deliver(batch, starting: starting, answered: answered, isWithdrawn: { _ in false }) }
}
