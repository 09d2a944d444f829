package import Mail
package import PartnerProgram
import Synchronization

extension SQLiteLedger {
  package func claim(_ request: ClaimRequest, now: Timestamp) throws(LedgerError) -> [Claim] {
    let place = try journal().end()
    let begun = run.withLock { $0?.number }
    var number = begun
    let claims: [Claim] = try write { connection throws(LedgerError) in
      try Self.require(request.edition, connection)
      let run = if let begun { begun } else { try enterRun(connection, now: now) }
      number = run
      var finder = try DueFinder(connection, request, latest: now.seconds)
      let suppressions = try SuppressionReader(connection, scopes: request.scopes)
      let writer = try DeliveryWriter(connection, now: now)
      let taking = try connection.query(
        """
        UPDATE delivery SET state = ?, reason = NULL, updated = ?, due = NULL, run = ?, journal = ?, upstream = ?
          WHERE id = ?
        """)
      var claims: [Claim] = []
      while claims.count < request.limit {
        let batch = try finder.next(request.limit - claims.count)
        if batch.isEmpty { break }
        for due in batch {
          if let reason = try suppressions.reason(addressKeys(due.email)) {
            _ = try writer.apply(.suppressed, to: due.claim.id.rawValue, reason: reason)
          } else if let reason = request.expiry(
            entered: due.entered, firstTried: due.firstTried, now: now)
          {
            _ = try writer.apply(.expired, to: due.claim.id.rawValue, reason: reason)
          } else if let next = due.state.after(.claimed) {
            taking.bind(next.rawValue, at: 1)
            taking.bind(now.seconds, at: 2)
            taking.bind(run, at: 3)
            taking.bind(place, at: 4)
            taking.bind(request.upstream, at: 5)
            taking.bind(due.claim.id.rawValue, at: 6)
            try taking.run()
            claims.append(due.claim)
          }
        }
      }
      return claims
    }
    if begun == nil { run.withLock { $0?.number = number } }
    return claims
  }

  package func hasten(
    in edition: EditionRecord.ID, only: Set<Partner.ID>?, now: Timestamp
  ) throws(LedgerError) -> Int {
    try write { connection throws(LedgerError) in
      try Self.require(edition, connection)
      let query = try connection.query(
        "UPDATE delivery SET due = ?1 WHERE edition = ?2 AND state = ?3 AND due > ?1"
          + (only == nil ? "" : " AND partner = (SELECT number FROM partner WHERE id = ?4)"))
      query.bind(now.seconds, at: 1)
      query.bind(edition.rawValue, at: 2)
      query.bind(DeliveryState.deferred.rawValue, at: 3)
      guard let only else {
        try query.run()
        return connection.changes
      }
      var count = 0
      for partner in only.sorted() {
        query.bind(partner, at: 4)
        try query.run()
        count += connection.changes
      }
      return count
    }
  }

  package func release(_ ids: [Envelope.ID], now: Timestamp) throws(LedgerError) {
    try giveBack(ids, event: .released, reason: nil, now: now)
  }

  package func postpone(_ ids: [Envelope.ID], until due: Timestamp, now: Timestamp) throws(LedgerError) {
    try write { connection throws(LedgerError) in
      let writer = try DeliveryWriter(connection, now: now)
      let waiting = try connection.query("UPDATE delivery SET due = ? WHERE id = ?")
      for id in ids where try writer.apply(.postponed, to: id.rawValue) {
        waiting.bind(due.seconds, at: 1)
        waiting.bind(id.rawValue, at: 2)
        try waiting.run()
      }
    }
  }

  package func skip(_ ids: [Envelope.ID], reason: String, now: Timestamp) throws(LedgerError) {
    try giveBack(ids, event: .turnedDown, reason: reason, now: now)
  }

  package func suppress(claimed ids: [Envelope.ID], reason: String, now: Timestamp) throws(LedgerError) {
    try giveBack(ids, event: .suppressed, reason: reason, now: now)
  }

  private func giveBack(
    _ ids: [Envelope.ID], event: DeliveryEvent, reason: String?, now: Timestamp
  ) throws(LedgerError) {
    let started = run.withLock { run in ids.filter { run?.started.contains($0.rawValue) ?? false } }
    try write { connection throws(LedgerError) in
      let writer = try DeliveryWriter(connection, now: now)
      for id in ids {
        _ = try writer.apply(event, to: id.rawValue, isStarted: started.contains(id), reason: reason)
      }
    }
    run.withLock { run in for id in started { run?.started.remove(id.rawValue) } }
  }

  private func enterRun(_ connection: Connection, now: Timestamp) throws(LedgerError) -> Int64 {
    let insertion = try connection.query("INSERT INTO run (boot, began) VALUES (?, ?)")
    insertion.bind(bootID, at: 1)
    insertion.bind(now.seconds, at: 2)
    try insertion.run()
    return connection.insertedID
  }
}
