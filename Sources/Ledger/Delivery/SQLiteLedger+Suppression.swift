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
    try write { connection throws(LedgerError) in
      try SuppressionWriter(connection, path: path).add(keys, scope: scope, reason: reason, now: now)
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

extension SQLiteLedger {
  package func suppressionCount() throws(LedgerError) -> Int64 { try note("suppressions") ?? 0 }

  package func suppressed(
    among ids: [Envelope.ID], scopes: [SuppressionScope]
  ) throws(LedgerError) -> [Envelope.ID: String] {
    try read { connection throws(LedgerError) in
      let reader = try SuppressionReader(connection, scopes: scopes)
      let query = try connection.query(
        "SELECT email FROM delivery CROSS JOIN partner ON partner.number = partner WHERE delivery.id = ?")
      var found: [Envelope.ID: String] = [:]
      for id in ids {
        query.bind(id.rawValue, at: 1)
        guard try query.step() else { continue }
        let email = EmailAddress(stored: query.bytes(0))
        query.reset()
        guard let email else { throw LedgerError(.corrupt, "\(path): an address in the ledger is damaged") }
        if let reason = try reader.reason(addressKeys(email)) { found[id] = reason }
      }
      return found
    }
  }
}

extension EmailAddress {
  /// An address as a partner's row has it, which was checked when it came in; nil where the row is damaged.
  init?(stored bytes: UnsafeBufferPointer<UInt8>) {
    guard let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    self.init(
      uncheckedLocalPart: String(decoding: UnsafeBufferPointer(rebasing: bytes[..<at]), as: UTF8.self),
      domain: String(decoding: UnsafeBufferPointer(rebasing: bytes[(at + 1)...]), as: UTF8.self))
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
