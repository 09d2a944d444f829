internal import Mail
internal import Sending

extension Transport {
  func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void, isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    await deliver(batch, starting: starting, answered: answered)
  }
  var isIdempotent: Bool { false }
}

extension Delivery {
  var isWithdrawn: Bool { false }
}
