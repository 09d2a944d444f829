internal import Ledger
internal import Mail
internal import Synchronization

/// What all batches of a run must know at once: whether it goes on, and who has left meanwhile.
final class RunControl: Sendable {
  private struct State {
    var rule: StopRule
    var halt: Halt?
    /// Claimed deliveries without an outcome.
    var outstanding: Set<Envelope.ID> = []
    /// Those of them whose address was suppressed since, and why.
    var left: [Envelope.ID: String] = [:]
    /// The number of suppressions that the outstanding were held against.
    var seen: Int64?
    /// Batches begun.
    var batches = 0
  }

  private let state: Mutex<State>
  private let ledger: any SuppressionList
  private let scopes: [SuppressionScope]

  init(_ rule: StopRule, ledger: any SuppressionList, scopes: [SuppressionScope]) {
    state = Mutex(State(rule: rule))
    self.ledger = ledger
    self.scopes = scopes
  }

  var halt: Halt? { state.withLock { $0.halt } }

  /// Whether a mail that has not begun is not to begin; asked on the transport's thread.
  func isWithdrawn(_ id: Envelope.ID) -> Bool {
    state.withLock { $0.halt != nil || $0.left[id] != nil }
  }

  /// Why a delivery's address is not to be written to any more; nil where it was not suppressed.
  func reason(_ id: Envelope.ID) -> String? { state.withLock { $0.left[id] } }

  /// Takes an answer as it comes.
  func note(_ outcome: Delivery.Outcome) {
    state.withLock { state in
      let halt = state.rule.halt(after: outcome)
      state.halt = state.halt ?? halt
    }
  }

  /// Takes up claims; `count` are the suppressions there were before they were claimed.
  func begin(_ claims: [Claim], count: Int64) {
    state.withLock { state in
      state.outstanding.formUnion(claims.map(\.id))
      state.batches += 1
      // Someone may have left between the claim and now, and the others been looked up since.
      state.seen = state.seen.map { min($0, count) }
    }
  }

  func end(_ claims: [Claim]) {
    state.withLock { state in
      for claim in claims {
        state.outstanding.remove(claim.id)
        state.left[claim.id] = nil
      }
    }
  }

  /// Looks for new suppressions several times a second until its task is cancelled.
  ///
  /// Claiming asks for itself; this is for who leaves while the mail waits for its turn.
  @concurrent
  func watch() async {
    repeat { try? look() } while (try? await Task.sleep(for: .milliseconds(200))) != nil
  }

  /// Looks up every outstanding delivery where there are new suppressions.
  ///
  /// - Throws: where the ledger cannot be read; then the next look does it.
  func look() throws(LedgerError) {
    let (seen, batches, ids) = state.withLock { ($0.seen, $0.batches, $0.outstanding) }
    let count = try ledger.suppressionCount()
    guard count != seen else { return }
    let found = try ledger.suppressed(among: Array(ids), scopes: scopes)
    state.withLock { state in
      for (id, reason) in found where state.outstanding.contains(id) { state.left[id] = reason }
      if state.batches == batches { state.seen = count }
    }
  }
}
