package import Mail

/// Carries envelopes away.
///
/// Nothing throws for a recipient: what became of it is a value.
package protocol Transport: Sendable {
  /// Delivers one batch and returns one delivery per envelope, in the batch's order.
  ///
  /// Several calls may be under way at once: they share the queue, so there is no barrier between batches.
  /// A cancelled task gets back at once, deferred, what had not begun; what is under way is finished.
  ///
  /// - Parameters:
  ///   - batch: the envelopes; their ids are unique within the batch.
  ///   - starting: called with the ids whose final dot is about to go out, before it goes. If it throws,
  ///     nothing of those is sent and they come back deferred. Called from the transport's own thread.
  ///   - answered: called with each outcome as it comes, before the next one starts on its connection; the batch's last
  ///     ones may be far off then. Called from the transport's own thread.
  ///   - isWithdrawn: asked right before an envelope's turn, when nothing of it is on the wire, and once more where it
  ///     then had to wait. True: it comes back deferred, `Delivery.isWithdrawn`. Called from the transport's own thread,
  ///     so it answers within microseconds.
  /// - Returns: one delivery per envelope, in the batch's order.
  func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery]

  /// Whether it is worth going on. Read it after each batch.
  var health: TransportHealth { get }

  /// What it needs of an envelope; the bytes, if it does not say.
  var needs: EnvelopeForm { get }

  /// How long the upstream knows an envelope again that is sent a second time; nil, the default, where a repetition makes
  /// a double.
  var repeatWindow: Duration? { get }

  /// Finishes what is under way, hands back the rest as deferred and gives up its connections.
  ///
  /// Batches that come later are deferred.
  func close() async
}

extension Transport {
  package var needs: EnvelopeForm { .bytes }
  package var repeatWindow: Duration? { nil }

  /// Whether what is in doubt may be sent again without fear of a double, within `repeatWindow`.
  package var isIdempotent: Bool { repeatWindow != nil }

  /// The same for a caller that waits for the whole batch.
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void
  ) async -> [Delivery] {
    await deliver(batch, starting: starting, answered: { _ in }, isWithdrawn: { _ in false })
  }

  /// The same for a caller that takes nothing back.
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void
  ) async -> [Delivery] {
    await deliver(batch, starting: starting, answered: answered, isWithdrawn: { _ in false })
  }
}

/// Whether a transport can carry anything at the moment.
package enum TransportHealth: Sendable, Equatable {
  case ready
  /// Nothing goes through: a caller stops and says why. Batches come back deferred at once meanwhile.
  case unavailable(Outage)
}

/// Why a transport carries nothing at the moment.
package struct Outage: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// No connection, or the server greets with a refusal.
    case unreachable
    /// No TLS where it is required, or a certificate that does not verify.
    case insecure
    /// The server did not take the credentials, or offers no way to give them.
    case authentication
    /// A file or folder that cannot be written.
    case storage
    /// A quota is used up, or the upstream asks to wait for longer than is worth waiting.
    case quota
    /// The transport was closed by its owner.
    case closed
  }

  package let kind: Kind
  /// One line for the operator; never holds a secret.
  package let cause: String
  /// Trying again without a change of settings is pointless.
  package let isPermanent: Bool
  /// When it is over, where that is known.
  package let until: Timestamp?

  package init(kind: Kind, cause: String, isPermanent: Bool, until: Timestamp? = nil) {
    self.kind = kind
    self.cause = cause
    self.isPermanent = isPermanent
    self.until = until
  }

  package var description: String { cause }
}
