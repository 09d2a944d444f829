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

  private struct State {
    var outage: Outage?
    var isClosed = false
  }

  /// How many files are written before `starting` is asked and they get their names.
  private static let group = 64

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
    var deliveries: [Delivery] = []
    deliveries.reserveCapacity(batch.count)
    var rest = batch[...]
    while !rest.isEmpty {
      let group = rest.prefix(Self.group)
      rest = rest.dropFirst(Self.group)
      if Task.isCancelled {
        deliveries += group.map { Delivery(id: $0.id, outcome: .deferred(.local("stopped before it began"))) }
      } else {
        deliver(group, starting: starting, answered: answered, isWithdrawn: isWithdrawn, into: &deliveries)
      }
    }
    return deliveries
  }

  package func close() async { state.withLock { $0.isClosed = true } }

  private func deliver(
    _ group: ArraySlice<Envelope>, starting: ([Envelope.ID]) throws -> Void, answered: (Delivery) -> Void,
    isWithdrawn: (Envelope.ID) -> Bool, into deliveries: inout [Delivery]
  ) {
    let prepared = group.map { envelope in
      let isTakenBack = isWithdrawn(envelope.id)
      return (
        envelope.id,
        isTakenBack ? .decided(.deferred(.withdrawn)) : folder.prepare(envelope, as: fileName(envelope))
      )
    }
    var refusal: Delivery.Reply?
    do {
      let ready = prepared.compactMap { id, file in file.isReady ? id : nil }
      if !ready.isEmpty { try starting(ready) }
    } catch {
      refusal = .local("not begun: \(error)")
    }
    var outage: Outage?
    for (id, file) in prepared {
      let outcome: Delivery.Outcome
      if let refusal, file.isReady {
        folder.discard(file)
        outcome = .deferred(refusal)
      } else {
        outcome = folder.finish(file)
      }
      if case .deferred(let reply) = outcome, refusal == nil, reply != .withdrawn {
        outage = Outage(kind: .storage, cause: reply.text, isPermanent: false)
      }
      let delivery = Delivery(id: id, outcome: outcome)
      answered(delivery)
      deliveries.append(delivery)
    }
    if refusal == nil { state.withLock { $0.outage = outage } }
  }
}
