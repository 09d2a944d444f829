/// Keeps, apart from the rows, what imports brought in: for each partner and currency how many rows, how much money, and the
/// sum of their seals. Rows that were changed or deleted by anything else then no longer add up to it.
///
/// Sums wrap around: they are compared, never reckoned with. What changed is held in memory for a while and written in
/// the order of the partners.
struct ImportTotals {
  static let table = """
    CREATE TABLE imported (
      partner INTEGER NOT NULL REFERENCES partner (number), currency INTEGER NOT NULL, rows INTEGER NOT NULL,
      amount INTEGER NOT NULL, seal INTEGER NOT NULL, PRIMARY KEY (partner, currency)) WITHOUT ROWID, STRICT;
    INSERT INTO meta SELECT 'imported', 1 WHERE NOT EXISTS (SELECT 1 FROM activity);
    """
  /// The note that says that the totals are kept; ledgers of an earlier version have to be counted once.
  static let note = "imported"

  struct Key: Hashable, Comparable {
    let partner: Int64
    /// 0 for rows without money.
    let currency: Int64

    static func < (a: Key, b: Key) -> Bool { (a.partner, a.currency) < (b.partner, b.currency) }
  }

  struct Sum: Equatable {
    var rows: Int64 = 0
    var amount: Int64 = 0
    var seal: Int64 = 0

    mutating func add(_ rows: Int64, _ amount: Int64, _ seal: UInt64) {
      self.rows &+= rows
      self.amount &+= rows &* amount
      self.seal &+= rows &* Int64(bitPattern: seal)
    }
  }

  private static let limit = 32_768
  private let reading: Query
  private let writing: Query
  private let rowReading: Query
  private var changes: [Key: Sum] = [:]

  init(_ connection: Connection) throws(LedgerError) {
    reading = try connection.query(
      "SELECT rows, amount, seal FROM imported WHERE partner = ? AND currency = ?")
    writing = try connection.query("INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?)")
    rowReading = try connection.query(
      "SELECT key >> 32, \(RowSeal.columns) FROM activity WHERE id = ?")
    let kept = try connection.query("SELECT 1 FROM meta WHERE key = '\(Self.note)'")
    let isKept = try kept.step()
    kept.reset()
    if !isKept { try Self.recount(connection) }
  }

  /// Counts a row that came, or with `rows` of -1 one that went.
  mutating func add(
    _ key: Key, rows: Int64 = 1, amount: Int64?, seal: UInt64
  ) throws(LedgerError) {
    changes[key, default: Sum()].add(rows, amount ?? 0, seal)
    if changes.count >= Self.limit { try flush() }
  }

  /// Counts the row of an id as it stands in the ledger, or with `rows` of -1 as gone; none is no row.
  mutating func add(rowOf id: String, rows: Int64) throws(LedgerError) {
    rowReading.bind(id, at: 1)
    guard try rowReading.step() else { return }
    let key = Key(partner: rowReading.int64(0), currency: rowReading.int64(5))
    let (amount, seal) = (rowReading.optionalInt64(6), RowSeal.value(of: rowReading, from: 1))
    rowReading.reset()
    try add(key, rows: rows, amount: amount, seal: seal)
  }

  /// Writes what changed.
  mutating func flush() throws(LedgerError) {
    for (key, change) in changes.sorted(by: { $0.key < $1.key }) where change != Sum() {
      var sum = change
      reading.bind(key.partner, at: 1)
      reading.bind(key.currency, at: 2)
      if try reading.step() {
        sum.rows &+= reading.int64(0)
        sum.amount &+= reading.int64(1)
        sum.seal &+= reading.int64(2)
        reading.reset()
      }
      Self.bind(key, sum, to: writing)
      try writing.run()
    }
    changes.removeAll(keepingCapacity: true)
  }

  private static func bind(_ key: Key, _ sum: Sum, to query: Query) {
    query.bind(key.partner, at: 1)
    query.bind(key.currency, at: 2)
    query.bind(sum.rows, at: 3)
    query.bind(sum.amount, at: 4)
    query.bind(sum.seal, at: 5)
  }

  /// Takes the rows as they stand for what was brought in.
  static func recount(_ connection: Connection) throws(LedgerError) {
    try connection.run("DELETE FROM imported")
    let writing = try connection.query("INSERT OR REPLACE INTO imported VALUES (?, ?, ?, ?, ?)")
    var rows = try ActivitySums(connection)
    while let partner = try rows.next() {
      for (currency, sum) in partner.sums {
        bind(Key(partner: partner.number, currency: currency), sum, to: writing)
        try writing.run()
      }
    }
    try connection.run("INSERT OR REPLACE INTO meta VALUES ('\(note)', 1)")
  }
}

/// What the rows of the ledger add up to, partner by partner, in one pass.
struct ActivitySums {
  private let rows: Query
  private var hasRow: Bool

  init(_ connection: Connection) throws(LedgerError) {
    rows = try connection.query("SELECT key >> 32, \(RowSeal.columns) FROM activity ORDER BY key")
    hasRow = try rows.step()
  }

  /// The next partner that has activity, by its number, and the sums by the currency's number.
  mutating func next() throws(LedgerError) -> (number: Int64, sums: [Int64: ImportTotals.Sum])? {
    guard hasRow else { return nil }
    let number = rows.int64(0)
    var sums: [Int64: ImportTotals.Sum] = [:]
    while hasRow, rows.int64(0) == number {
      sums[rows.int64(5), default: ImportTotals.Sum()].add(
        1, rows.int64(6), RowSeal.value(of: rows, from: 1))
      hasRow = try rows.step()
    }
    return (number, sums)
  }
}
