package import Mail
import Synchronization

/// What a process holds while it sends.
struct Run {
  let lock: RunLock
  let journal: StartJournal
  /// The run's row in the ledger, entered with its first claim.
  var number: Int64?
  /// Started deliveries whose outcome is not recorded yet.
  var started: Set<Int64> = []
  /// Answers that are not in the journal yet: one for each connection at most.
  var answers: [StartJournal.Entry] = []
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
    run.withLock { run in
      // After a failure there may be answers that were never recorded: what the journal cannot take is in doubt.
      if let ended = run, !ended.answers.isEmpty { try? ended.journal.append(ended.answers) }
      run = nil
    }
  }

  package func started(_ ids: [Envelope.ID]) throws(LedgerError) {
    let failure: LedgerError? = run.withLock { run in
      guard let journal = run?.journal, let answers = run?.answers else { return noRun }
      do throws(LedgerError) {
        // Answers first: what is deferred may be started again.
        try journal.append(answers + ids.map { StartJournal.Entry(id: $0.rawValue, word: .started) })
      } catch {
        return error
      }
      run?.answers.removeAll(keepingCapacity: true)
      for id in ids { run?.started.insert(id.rawValue) }
      return nil
    }
    if let failure { throw failure }
  }

  package func answered(_ delivery: Delivery) {
    run.withLock { run in
      guard run?.started.contains(delivery.id.rawValue) == true else { return }
      switch delivery.outcome {
      case .accepted: run?.answers.append(StartJournal.Entry(id: delivery.id.rawValue, word: .accepted))
      case .deferred, .refused:
        run?.answers.append(StartJournal.Entry(id: delivery.id.rawValue, word: .turnedAway))
      case .inDoubt: return
      }
    }
  }

  package func recover(now: Timestamp) throws(LedgerError) -> Recovery {
    let journal = try journal()
    let own = run.withLock { $0?.number }
    var recovery = Recovery(released: 0, inDoubt: 0)
    var isAnyLeft = false
    try write { connection throws(LedgerError) in
      let left = try connection.query(
        """
        SELECT d.id, r.boot, ifnull(d.journal, 0), d.run IS ?, ifnull(d.upstream, ''), d.updated
          FROM edition e
          CROSS JOIN delivery d ON d.edition = e.id AND d.state = ? LEFT JOIN run r ON r.number = d.run
        """)
      left.bind(own, at: 1)
      left.bind(DeliveryState.claimed.rawValue, at: 2)
      var lost: [Int64] = []
      var claimedAt: [Int64: Int] = [:]
      var upstreams: [Int64: String] = [:]
      // An attempt that nobody saw end is dated by its claim: whatever counts from it is over early rather than late.
      var times: [Int64: Int64] = [:]
      while try left.step() {
        if left.int(3) != 0, own != nil {
          isAnyLeft = true
        } else if !bootID.isEmpty, left.text(1) == bootID {
          claimedAt[left.int64(0)] = left.int(2)
        } else {
          lost.append(left.int64(0))
        }
        upstreams[left.int64(0)] = left.text(4)
        times[left.int64(0)] = left.int64(5)
      }
      let words = try journal.lastWords(among: claimedAt)
      let writer = try DeliveryWriter(connection, now: now)
      for id in (claimedAt.keys + lost).sorted() {
        let upstream = upstreams[id] ?? ""
        switch claimedAt[id] == nil ? .started : words[id] {
        case nil, .turnedAway: recovery.released += try writer.apply(.runEnded, to: id) ? 1 : 0
        case .started:
          recovery.inDoubt +=
            try writer.record(.inDoubt(Self.noAnswer), for: id, upstream: upstream, at: times[id]) ? 1 : 0
        case .accepted:
          recovery.accepted +=
            try writer.record(.accepted(Self.unreadAnswer), for: id, upstream: upstream, at: times[id])
            ? 1 : 0
        }
      }
    }
    if !isAnyLeft { try journal.clear() }
    return recovery
  }

  private static let noAnswer = Delivery.Reply(
    code: 0, status: EnhancedStatus(4, 4, 2), text: "the run ended before the answer was recorded")
  private static let unreadAnswer = Delivery.Reply(
    code: 250, status: EnhancedStatus(2, 0, 0),
    text: "accepted; the run ended before the answer's text was recorded")

  /// The journal of the run this process is in.
  func journal() throws(LedgerError) -> StartJournal {
    guard let journal = run.withLock({ $0?.journal }) else { throw noRun }
    return journal
  }

  var noRun: LedgerError { LedgerError(.noRun, "\(path): only a run may do this; beginRun() comes first") }
}
