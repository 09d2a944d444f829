package import Mail

extension SQLiteLedger: SuppressionList {
  package func suppress(
    _ address: EmailAddress, scope: SuppressionScope, reason: String, now: Timestamp
  ) throws(LedgerError) -> Bool {
    try suppress(keys: addressKeys(address), scope: scope, reason: reason, now: now)
  }

  package func suppress(
    keys: [[UInt8]], scope: SuppressionScope, reason: String, now: Timestamp
  ) throws(LedgerError) -> Bool {
    guard !keys.isEmpty, !keys.contains([]) else {
      throw LedgerError(.fault, "\(path): an address without a key cannot be suppressed")
    }
    return try write { connection throws(LedgerError) in
      let insertion = try connection.query(
        "INSERT INTO suppression (key, scope, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
      var isNew = false
      for key in keys {
        insertion.bind(blob: key, at: 1)
        insertion.bind(scope.description, at: 2)
        insertion.bind(reason, at: 3)
        insertion.bind(now.seconds, at: 4)
        try insertion.run()
        isNew = isNew || connection.changes > 0
      }
      return isNew
    }
  }

  package func isSuppressed(
    _ address: EmailAddress, in scopes: [SuppressionScope]
  ) throws(LedgerError) -> Bool {
    try read { connection throws(LedgerError) in
      try SuppressionReader(connection, scopes: scopes).reason(addressKeys(address)) != nil
    }
  }
}

/// Looks addresses up in the suppression list, under all their keys.
struct SuppressionReader {
  private let query: Query
  private let scopes: Set<String>

  init(_ connection: Connection, scopes: [SuppressionScope]) throws(LedgerError) {
    query = try connection.query("SELECT scope, reason FROM suppression WHERE key = ?")
    self.scopes = Set((scopes + [.all]).map(\.description))
  }

  /// Why an address of these keys is not to be written to; nil where it may be.
  func reason(_ keys: [[UInt8]]) throws(LedgerError) -> String? {
    for key in keys {
      query.bind(blob: key, at: 1)
      while try query.step() {
        guard scopes.contains(query.text(0)) else { continue }
        let reason = query.text(1)
        query.reset()
        return reason
      }
    }
    return nil
  }
}
