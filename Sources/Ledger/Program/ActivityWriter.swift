import Mail
import PartnerProgram

/// Puts activities into the ledger, one statement for a new one.
struct ActivityWriter {
  private let insertion: Query
  private let known: Query
  private let update: Query
  private let connection: Connection
  private let arena: BindingArena
  private var partners: PartnerNumbers
  private var takeBacks: TakeBackCheck
  private var totals: ImportTotals
  /// The highest number before this import: rows above it are this import's own.
  private let lastBefore: Int64
  private var last: Int64
  private var met = RowSet()

  init(_ connection: Connection, arena: BindingArena) throws(LedgerError) {
    self.connection = connection
    self.arena = arena
    insertion = try connection.query(
      """
      INSERT INTO activity (id, key, occurred, kind, status, currency, amount, commission, customer, reference,
        fee, tax, recurs) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO NOTHING
      """)
    known = try connection.query(
      """
      SELECT key, key >> 32 = ?2 >> 32 AND occurred = ?3 AND kind = ?4 AND status = ?5 AND currency IS ?6
        AND amount IS ?7 AND commission IS ?8 AND customer IS ?9 AND reference IS ?10
        AND fee IS ?11 AND tax IS ?12 AND recurs IS ?13 FROM activity WHERE id = ?1
      """)
    update = try connection.query(
      """
      UPDATE activity SET key = ?2, occurred = ?3, kind = ?4, status = ?5, currency = ?6, amount = ?7,
        commission = ?8, customer = ?9, reference = ?10, fee = ?11, tax = ?12, recurs = ?13 WHERE id = ?1
      """)
    partners = try PartnerNumbers(connection)
    takeBacks = try TakeBackCheck(connection)
    totals = try ImportTotals(connection)
    let counter = try connection.query("SELECT value FROM meta WHERE key = 'last_activity'")
    lastBefore = try counter.step() ? counter.int64(0) : 0
    counter.reset()
    last = lastBefore
  }

  mutating func put(_ activity: Activity, line: Int, tables: inout NumberTables) throws(LedgerError)
    -> RowResult
  {
    guard let partner = try partners.number(of: activity.partner) else {
      return .refused(.unknownPartner(activity.partner))
    }
    guard activity.hasOneCurrency else { return .refused(.mixedCurrencies) }
    if activity.kind.takesBack, activity.reference == nil { return .refused(.noReference) }
    var currency: Int64?
    if let stated = (activity.amount ?? activity.commission)?.currency {
      currency = try tables.number(of: stated)
    }

    arena.clear()
    let row = Row(activity: activity, partner: partner, currency: currency)
    bind(row, key: ActivityKey(partner: partner, number: last + 1), to: insertion)
    try insertion.run()
    if connection.changes == 1 {
      last += 1
      try count(row)
      if activity.kind.takesBack { try takeBacks.note(activity.id, line: line, was: .added) }
      return .added
    }
    return try putKnown(row, line: line)
  }

  private mutating func putKnown(_ row: Row, line: Int) throws(LedgerError) -> RowResult {
    bind(row, key: ActivityKey(partner: row.partner, number: 0), to: known)
    guard try known.step() else {
      throw LedgerError(.fault, "\(connection.path): an activity row is out of reach")
    }
    let number = ActivityKey(rawValue: known.int64(0)).number
    let isSame = known.int(1) != 0
    known.reset()
    if isSame {
      met.insert(number)
      return .unchanged
    }
    guard number <= lastBefore, !met.contains(number) else { return .refused(.repeatedID(row.activity.id)) }
    met.insert(number)
    try takeBacks.noteChange(of: row.activity, line: line)
    try totals.add(rowOf: row.activity.id, rows: -1)
    try count(row)
    bind(row, key: ActivityKey(partner: row.partner, number: number), to: update)
    try update.run()
    return .updated
  }

  private mutating func count(_ row: Row) throws(LedgerError) {
    try totals.add(
      ImportTotals.Key(partner: row.partner, currency: row.currency ?? 0),
      amount: row.activity.amount?.minorUnits,
      seal: RowSeal.value(of: row.activity, currency: row.currency))
  }

  mutating func finish() throws(LedgerError) -> [LateRefusal] {
    let counter = try connection.query("INSERT OR REPLACE INTO meta (key, value) VALUES ('last_activity', ?)")
    counter.bind(last, at: 1)
    try counter.run()
    let refusals = try takeBacks.settle(&totals)
    try totals.flush()
    return refusals
  }

  private struct Row {
    let activity: Activity
    let partner: Int64
    let currency: Int64?
  }

  private func bind(_ row: Row, key: ActivityKey, to query: Query) {
    let activity = row.activity
    arena.bind(activity.id, at: 1, of: query)
    query.bind(key.rawValue, at: 2)
    query.bind(activity.occurred.seconds, at: 3)
    arena.bind(activity.kind.word, at: 4, of: query)
    arena.bind(activity.status.rawValue, at: 5, of: query)
    query.bind(row.currency, at: 6)
    query.bind(activity.amount?.minorUnits, at: 7)
    query.bind(activity.commission?.minorUnits, at: 8)
    arena.bind(activity.customer, at: 9, of: query)
    arena.bind(activity.reference, at: 10, of: query)
    query.bind(activity.fee?.minorUnits, at: 11)
    query.bind(activity.tax?.minorUnits, at: 12)
    query.bind(activity.recurs, at: 13)
  }
}

extension Activity {
  /// Whether all its money is in one currency.
  fileprivate var hasOneCurrency: Bool {
    guard let currency = (amount ?? commission)?.currency else { return fee == nil && tax == nil }
    func fits(_ money: Money?) -> Bool { money.map { $0.currency == currency } ?? true }
    return fits(commission) && fits(fee) && fits(tax)
  }
}
