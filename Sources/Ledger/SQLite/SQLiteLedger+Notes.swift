extension SQLiteLedger {
  /// A number that was noted under a name; nil where none was.
  package func note(_ name: String) throws(LedgerError) -> Int64? {
    try read { connection throws(LedgerError) in
      let query = try connection.query("SELECT value FROM meta WHERE key = ?")
      query.bind(name, at: 1)
      return try query.step() ? query.int64(0) : nil
    }
  }

  /// Notes a number under a name, such as the stamp of a data file that was brought in.
  package func setNote(_ name: String, _ value: Int64) throws(LedgerError) {
    try write { connection throws(LedgerError) in
      let query = try connection.query(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
      query.bind(name, at: 1)
      query.bind(value, at: 2)
      try query.run()
    }
  }
}
