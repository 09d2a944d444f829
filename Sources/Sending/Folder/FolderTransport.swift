package import Mail
import Synchronization

/// Writes each envelope as one file of a folder: for looking at mail, and for hand-over by folder.
///
/// A file appears whole under its name or not at all: it is written beside it and renamed, which holds against
/// `kill -9` (not against a power cut). A file of the same name and bytes counts as accepted.
package final class FolderTransport: Transport {
  private let folder: MailFolder
  private let fileName: @Sendable (Envelope) -> String
  private let state = Mutex(State())
  /// Held from a file's start to its answer, whoever's batch it is of: so at most one is in doubt after a kill.
  private let naming = Mutex(())

  private struct State {
    var outage: Outage?
    var isClosed = false
  }

  /// - Parameters:
  ///   - folder: a path; the last component is created when it is missing.
  ///   - fileName: a plain file name such as `NAME-17.eml`, different for each envelope of a run.
  package init(folder: String, fileName: @escaping @Sendable (Envelope) -> String) {
    self.folder = MailFolder(path: folder)
    self.fileName = fileName
  }

  /// Names files `NAME-ID.eml`.
  package convenience init(folder: String, name: String) {
    self.init(folder: folder) { "\(name)-\($0.id.rawValue).eml" }
  }

  package var health: TransportHealth {
    state.withLock { state in
      if state.isClosed {
        return .unavailable(Outage(kind: .closed, cause: "the folder transport is closed", isPermanent: true))
      }
      return state.outage.map { .unavailable($0) } ?? .ready
    }
  }

  @concurrent
  package func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void,
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    if state.withLock({ $0.isClosed }) {
      return batch.map { Delivery(id: $0.id, outcome: .deferred(.local("the folder transport is closed"))) }
    }
    return batch.map { envelope in
      if Task.isCancelled {
        return Delivery(id: envelope.id, outcome: .deferred(.local("stopped before it began")))
      }
      if isWithdrawn(envelope.id) { return Delivery(id: envelope.id, outcome: .deferred(.withdrawn)) }
      return deliver(envelope, starting: starting, answered: answered)
    }
  }

  package func close() async { state.withLock { $0.isClosed = true } }

  private func deliver(
    _ envelope: Envelope, starting: ([Envelope.ID]) throws -> Void, answered: (Delivery) -> Void
  ) -> Delivery {
    let file = folder.prepare(envelope, as: fileName(envelope))
    return naming.withLock { _ in
      do {
        if file.isReady { try starting([envelope.id]) }
      } catch {
        folder.discard(file)
        let delivery = Delivery(id: envelope.id, outcome: .deferred(.local("not begun: \(error)")))
        answered(delivery)
        return delivery
      }
      let outcome = folder.finish(file)
      let delivery = Delivery(id: envelope.id, outcome: outcome)
      answered(delivery)
      state.withLock { state in
        if case .deferred(let reply) = outcome {
          state.outage = Outage(kind: .storage, cause: reply.text, isPermanent: false)
        } else {
          state.outage = nil
        }
      }
      return delivery
    }
  }
}
