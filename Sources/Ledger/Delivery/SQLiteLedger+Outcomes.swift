package import Mail
import Synchronization

extension SQLiteLedger: DeliveryLedger {
  package func record(
    _ deliveries: [Delivery], upstream: String, rules: OutcomeRules, now: Timestamp
  ) throws(LedgerError) {
    let unknown: [Envelope.ID] = try write { connection throws(LedgerError) in
      let writer = try DeliveryWriter(connection, now: now, rules: rules)
      var unknown: [Envelope.ID] = []
      for delivery in deliveries
      where try !writer.record(
        delivery.outcome, for: delivery.id.rawValue, upstream: delivery.upstream ?? upstream)
      {
        unknown.append(delivery.id)
      }
      return unknown
    }
    let recorded = Set(deliveries.map(\.id.rawValue))
    run.withLock { run in
      run?.started.subtract(recorded)
      run?.answers.removeAll { recorded.contains($0.id) }
    }
    // Only now, so that one stray id does not cost the others their outcome.
    guard let stray = unknown.first else { return }
    throw LedgerError(.notFound, "\(path): there is no delivery \(stray.rawValue); the others were recorded")
  }

  package func settle(
    _ ids: [Envelope.ID], as settlement: Settlement, now: Timestamp
  ) throws(LedgerError) -> Int {
    try write { connection throws(LedgerError) in
      let writer = try DeliveryWriter(connection, now: now)
      var count = 0
      for id in ids
      where try writer.apply(.settled(settlement), to: id.rawValue, reason: "settled: \(settlement.rawValue)")
      {
        count += 1
      }
      return count
    }
  }

  package func retryInDoubt(
    in edition: EditionRecord.ID, of upstream: String?, since: Timestamp?, now: Timestamp
  ) throws(LedgerError) -> Int {
    guard let next = DeliveryState.inDoubt.after(.retried) else { return 0 }
    guard run.withLock({ $0 != nil }) else { throw noRun }
    return try write { connection throws(LedgerError) in
      try Self.require(edition, connection)
      let query = try connection.query(
        """
        UPDATE delivery SET state = ?, due = ?, updated = ? WHERE edition = ? AND state = ? AND due IS NULL
          AND (?6 IS NULL OR ?6 = (SELECT attempt.upstream FROM attempt WHERE attempt.delivery = delivery.id
            ORDER BY number DESC LIMIT 1))
          AND (?7 IS NULL OR ?7 <= (SELECT min(at) FROM attempt WHERE attempt.delivery = delivery.id AND attempt.state = ?5))
        """)
      query.bind(next.rawValue, at: 1)
      query.bind(now.seconds, at: 2)
      query.bind(now.seconds, at: 3)
      query.bind(edition.rawValue, at: 4)
      query.bind(DeliveryState.inDoubt.rawValue, at: 5)
      query.bind(upstream, at: 6)
      query.bind(since?.seconds, at: 7)
      try query.run()
      return connection.changes
    }
  }

  package func cancel(_ edition: EditionRecord.ID, now: Timestamp) throws(LedgerError) -> Int {
    try write { connection throws(LedgerError) in
      try Self.require(edition, connection)
      let query = try connection.query(
        "UPDATE delivery SET state = ?, due = NULL, updated = ? WHERE edition = ? AND state = ?")
      var count = 0
      for state in DeliveryState.open(to: .cancelled) {
        query.bind(state.after(.cancelled)?.rawValue, at: 1)
        query.bind(now.seconds, at: 2)
        query.bind(edition.rawValue, at: 3)
        query.bind(state.rawValue, at: 4)
        try query.run()
        count += connection.changes
      }
      return count
    }
  }
}
