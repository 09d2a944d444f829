package import PartnerProgram

extension SQLiteLedger: ProgramStore {
  package func importRows<T>(_ body: (any ImportSession) throws -> T) throws -> T {
    try writeUnreferenced { connection in
      try Self.restamp(connection)
      let session = try SQLiteImportSession(connection)
      let value = try body(session)
      if session.isOpen {
        throw LedgerError(.fault, "\(path): an import ended without finish(); nothing of it was kept")
      }
      return value
    }
  }

  package func partners(
    after cursor: PartnerCursor?, limit: Int, withActivity: Bool
  ) throws(LedgerError) -> PartnerPage {
    try read { connection throws(LedgerError) in
      let reader = try PartnerReader(connection)
      let query = try connection.query(
        "SELECT \(PartnerReader.columns) FROM partner WHERE id > ? ORDER BY id LIMIT ?")
      // Every id comes after the empty one, which none is.
      query.bind(cursor?.lastID ?? "", at: 1)
      query.bind(limit, at: 2)
      var records: [PartnerRecord] = []
      while try query.step() { records.append(try reader.record(query, withActivity: withActivity)) }
      let next = records.count < limit ? nil : records.last.map { PartnerCursor(lastID: $0.partner.id) }
      return PartnerPage(records: records, next: next)
    }
  }

  package func partner(_ id: Partner.ID) throws(LedgerError) -> PartnerRecord? {
    try partners(ids: [id], withActivity: true).first
  }

  package func partners(ids: [Partner.ID], withActivity: Bool) throws(LedgerError) -> [PartnerRecord] {
    try read { connection throws(LedgerError) in
      let reader = try PartnerReader(connection)
      let query = try connection.query("SELECT \(PartnerReader.columns) FROM partner WHERE id = ?")
      var records: [PartnerRecord] = []
      for id in ids {
        query.bind(id, at: 1)
        while try query.step() { records.append(try reader.record(query, withActivity: withActivity)) }
      }
      return records
    }
  }

  package func suggestPartnerIDs(near id: String) throws(LedgerError) -> [Partner.ID] {
    try read { connection throws(LedgerError) in
      var suggestions = NearestIDs(to: id, limit: 5)
      let query = try connection.query("SELECT id FROM partner")
      while try query.step() { suggestions.consider(query.bytes(0)) }
      return suggestions.ids
    }
  }

  package func fieldNames() throws(LedgerError) -> [String] {
    try read { connection throws(LedgerError) in
      let query = try connection.query("SELECT name FROM field_name ORDER BY name")
      var names: [String] = []
      while try query.step() { names.append(query.text(0)) }
      return names
    }
  }

  package func counts() throws(LedgerError) -> ProgramCounts {
    try read { connection throws(LedgerError) in
      let query = try connection.query(
        "SELECT (SELECT count(*) FROM partner), (SELECT count(*) FROM activity)")
      defer { query.reset() }
      guard try query.step() else { return ProgramCounts(partners: 0, activities: 0) }
      return ProgramCounts(partners: query.int(0), activities: query.int(1))
    }
  }

  package func programStamp() throws(LedgerError) -> Int64 { try note("program") ?? 0 }

  /// Says that the program changes, in the transaction that changes it.
  static func restamp(_ connection: Connection) throws(LedgerError) {
    try connection.run(
      "INSERT INTO meta VALUES ('program', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1")
  }
}
