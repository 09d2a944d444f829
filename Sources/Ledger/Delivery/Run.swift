package import Mail
import Synchronization

/// What a process holds while it sends.
struct Run {
  let lock: RunLock
  let journal: StartJournal
  /// The run's row in the ledger, entered with its first claim.
  var number: Int64?
  /// Started deliveries whose outcome is not recorded yet: as many as there are connections at most.
  var started: Set<Int64> = []
}

extension SQLiteLedger {
  package func beginRun() throws(LedgerError) {
    let failure: LedgerError? = run.withLock { run in
      guard run == nil else {
        return LedgerError(.locked(holder: nil), "this process is already sending from this ledger")
      }
      do throws(LedgerError) {
        let lock = try RunLock(path: path + "-lock")
        run = Run(lock: lock, journal: try StartJournal(path: path + "-started"))
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  package func endRun() {
    run.withLock { $0 = nil }
  }

  package func started(_ ids: [Envelope.ID]) throws(LedgerError) {
    let failure: LedgerError? = run.withLock { run in
      guard let journal = run?.journal else { return noRun }
      do throws(LedgerError) {
        try journal.append(ids.lazy.map(\.rawValue))
      } catch {
        return error
      }
      for id in ids { run?.started.insert(id.rawValue) }
      return nil
    }
    if let failure { throw failure }
  }

  package func recover(now: Timestamp) throws(LedgerError) -> Recovery {
    let journal = try journal()
    let own = run.withLock { $0?.number }
    var recovery = Recovery(released: 0, inDoubt: 0)
    var isAnyLeft = false
    try write { connection throws(LedgerError) in
      let left = try connection.query(
        """
        SELECT d.id, r.boot, ifnull(d.journal, 0), d.run IS ? FROM edition e
          CROSS JOIN delivery d ON d.edition = e.id AND d.state = ? LEFT JOIN run r ON r.number = d.run
        """)
      left.bind(own, at: 1)
      left.bind(DeliveryState.claimed.rawValue, at: 2)
      var lost: [Int64] = []
      var claimedAt: [Int64: Int] = [:]
      while try left.step() {
        if left.int(3) != 0, own != nil {
          isAnyLeft = true
        } else if !bootID.isEmpty, left.text(1) == bootID {
          claimedAt[left.int64(0)] = left.int(2)
        } else {
          lost.append(left.int64(0))
        }
      }
      let started = try journal.started(among: claimedAt)
      let writer = try DeliveryWriter(connection, now: now)
      for id in claimedAt.keys.sorted() where !started.contains(id) {
        recovery.released += try writer.apply(.runEnded, to: id) ? 1 : 0
      }
      let reply = Delivery.Reply(
        code: 0, status: EnhancedStatus(4, 4, 2), text: "the run ended before the answer was recorded")
      for id in (lost + started).sorted() {
        recovery.inDoubt += try writer.record(.inDoubt(reply), for: id, upstream: "") ? 1 : 0
      }
    }
    if !isAnyLeft { try journal.clear() }
    return recovery
  }

  /// The journal of the run this process is in.
  func journal() throws(LedgerError) -> StartJournal {
    guard let journal = run.withLock({ $0?.journal }) else { throw noRun }
    return journal
  }

  var noRun: LedgerError { LedgerError(.noRun, "\(path): only a run may do this; beginRun() comes first") }
}
