package import Mail
package import PartnerProgram

extension SQLiteLedger: StandingLog {
  package func record(
    _ events: [StandingEvent], at moment: Timestamp
  ) throws(LedgerError) -> [StandingEvent] {
    try write { connection throws(LedgerError) in
      var tables = try NumberTables(connection)
      var partners = try PartnerNumbers(connection)
      let insertion = try connection.query(
        """
        INSERT INTO standing_event (partner, key, kind, period, on_day, from_tier, to_tier, currency, amount, drops_on,
          rule, evidence, reason, recorded) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
      var new: [StandingEvent] = []
      for event in events {
        guard let partner = try partners.number(of: event.partner) else {
          throw unknown(event.partner, "an event")
        }
        insertion.bind(partner, at: 1)
        insertion.bind(event.key, at: 2)
        insertion.bind(event.kind.rawValue, at: 3)
        insertion.bind(event.period, at: 4)
        insertion.bind(event.on.daysSinceEpoch, at: 5)
        insertion.bind(event.from, at: 6)
        insertion.bind(event.to, at: 7)
        insertion.bind(
          try event.amount.map { money throws(LedgerError) in try tables.number(of: money.currency) }, at: 8)
        insertion.bind(event.amount?.minorUnits, at: 9)
        insertion.bind(event.dropsOn.map { Int64($0.daysSinceEpoch) }, at: 10)
        insertion.bind(event.evidence.rule, at: 11)
        insertion.bind(StandingRows.text(of: event.evidence.values), at: 12)
        insertion.bind(event.evidence.reason, at: 13)
        insertion.bind(moment.seconds, at: 14)
        try insertion.run()
        if connection.changes == 1 { new.append(event) }
      }
      return new
    }
  }

  package func record(_ decision: StandingDecision, at moment: Timestamp) throws(LedgerError) {
    try write { connection throws(LedgerError) in
      var partners = try PartnerNumbers(connection)
      guard let partner = try partners.number(of: decision.partner) else {
        throw unknown(decision.partner, "a decision")
      }
      try Self.restamp(connection)
      let insertion = try connection.query(
        """
        INSERT INTO standing_decision (partner, kind, on_day, tier, period, until_day, author, role, reason, recorded)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
      insertion.bind(partner, at: 1)
      insertion.bind(decision.kind.rawValue, at: 2)
      insertion.bind(decision.on.daysSinceEpoch, at: 3)
      insertion.bind(decision.tier, at: 4)
      insertion.bind(decision.period, at: 5)
      insertion.bind(decision.until.map { Int64($0.daysSinceEpoch) }, at: 6)
      insertion.bind(decision.author, at: 7)
      insertion.bind(decision.role, at: 8)
      insertion.bind(decision.reason, at: 9)
      insertion.bind(moment.seconds, at: 10)
      try insertion.run()
    }
  }

  package func standingEvents(of partner: Partner.ID) throws(LedgerError) -> [LoggedEvent] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("\(StandingRows.events) WHERE p.id = ? ORDER BY e.number")
      query.bind(partner, at: 1)
      return try StandingRows.events(query, in: connection)
    }
  }

  package func standingEvents(after number: Int64, limit: Int) throws(LedgerError) -> [LoggedEvent] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("\(StandingRows.events) WHERE e.number > ? ORDER BY e.number LIMIT ?")
      query.bind(number, at: 1)
      query.bind(limit, at: 2)
      return try StandingRows.events(query, in: connection)
    }
  }

  package func decisions(of partner: Partner.ID) throws(LedgerError) -> [StandingDecision] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("\(StandingRows.decisions) WHERE p.id = ? ORDER BY d.number")
      query.bind(partner, at: 1)
      return try StandingRows.decisions(query, in: connection)
    }
  }

  package func decisions() throws(LedgerError) -> [Partner.ID: [StandingDecision]] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("\(StandingRows.decisions) ORDER BY d.number")
      return Dictionary(grouping: try StandingRows.decisions(query, in: connection), by: \.partner)
    }
  }

  private func unknown(_ partner: Partner.ID, _ what: String) -> LedgerError {
    LedgerError(.fault, "\(path): \(what) about partner '\(partner)', whom the ledger does not know")
  }
}
