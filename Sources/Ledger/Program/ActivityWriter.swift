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
  /// The highest number before this import: rows above it are this import's own.
  private let lastBefore: Int64
  private var last: Int64
  private var met = RowSet()

  init(_ connection: Connection, arena: BindingArena) throws(LedgerError) {
    self.connection = connection
    self.arena = arena
    insertion = try connection.query(
      """
      INSERT INTO activity (id, partner, occurred, number, kind, status, currency, amount, commission, customer, reference)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT (id) DO NOTHING
      """)
    known = try connection.query(
      """
      SELECT number, partner = ?2 AND occurred = ?3 AND kind = ?5 AND status = ?6 AND currency IS ?7 AND amount IS ?8
        AND commission IS ?9 AND customer IS ?10 AND reference IS ?11 FROM activity WHERE id = ?1
      """)
    update = try connection.query(
      """
      UPDATE activity SET partner = ?2, occurred = ?3, kind = ?5, status = ?6, currency = ?7, amount = ?8,
        commission = ?9, customer = ?10, reference = ?11 WHERE id = ?1
      """)
    partners = try PartnerNumbers(connection)
    takeBacks = try TakeBackCheck(connection)
    let counter = try connection.query("SELECT value FROM meta WHERE key = 'last_activity'")
    lastBefore = try counter.step() ? counter.int64(0) : 0
    counter.reset()
    last = lastBefore
  }

  mutating func put(_ activity: Activity, line: Int, tables: inout NumberTables) throws(LedgerError) -> RowResult {
    guard let partner = try partners.number(of: activity.partner) else {
      return .refused(.unknownPartner(activity.partner))
    }
    if let amount = activity.amount, let commission = activity.commission, amount.currency != commission.currency {
      return .refused(.mixedCurrencies)
    }
    if activity.kind.takesBack, activity.reference == nil { return .refused(.noReference) }
    var currency: Int64?
    if let stated = (activity.amount ?? activity.commission)?.currency { currency = try tables.number(of: stated) }

    arena.clear()
    let row = Row(activity: activity, partner: partner, currency: currency)
    bind(row, to: insertion)
    insertion.bind(last + 1, at: 4)
    try insertion.run()
    if connection.changes == 1 {
      last += 1
      if activity.kind.takesBack { try takeBacks.note(activity.id, line: line, was: .added) }
      return .added
    }
    return try putKnown(row, line: line)
  }

  private mutating func putKnown(_ row: Row, line: Int) throws(LedgerError) -> RowResult {
    bind(row, to: known)
    guard try known.step() else { throw LedgerError(.fault, "\(connection.path): an activity row is out of reach") }
    let number = known.int64(0)
    let isSame = known.int(1) != 0
    known.reset()
    if isSame {
      met.insert(number)
      return .unchanged
    }
    guard number <= lastBefore, !met.contains(number) else { return .refused(.repeatedID(row.activity.id)) }
    met.insert(number)
    try takeBacks.noteChange(of: row.activity, line: line)
    bind(row, to: update)
    try update.run()
    return .updated
  }

  mutating func finish() throws(LedgerError) -> [LateRefusal] {
    let counter = try connection.query("INSERT OR REPLACE INTO meta (key, value) VALUES ('last_activity', ?)")
    counter.bind(last, at: 1)
    try counter.run()
    return try takeBacks.settle()
  }

  private struct Row {
    let activity: Activity
    let partner: Int64
    let currency: Int64?
  }

  private func bind(_ row: Row, to query: Query) {
    let activity = row.activity
    arena.bind(activity.id, at: 1, of: query)
    query.bind(row.partner, at: 2)
    query.bind(activity.occurred.seconds, at: 3)
    arena.bind(activity.kind.word, at: 5, of: query)
    arena.bind(activity.status.rawValue, at: 6, of: query)
    query.bind(row.currency, at: 7)
    query.bind(activity.amount?.minorUnits, at: 8)
    query.bind(activity.commission?.minorUnits, at: 9)
    arena.bind(activity.customer, at: 10, of: query)
    arena.bind(activity.reference, at: 11, of: query)
  }
}

extension Activity.Kind {
  /// The kind as the ledger keeps it.
  var word: String {
    switch self {
    case .sale: "sale"
    case .refund: "refund"
    case .chargeback: "chargeback"
    case .other(let word): word
    }
  }

  init(word: String) {
    switch word {
    case "sale": self = .sale
    case "refund": self = .refund
    case "chargeback": self = .chargeback
    default: self = .other(word)
    }
  }

  /// Whether the kind must name what it takes back.
  var takesBack: Bool { self == .refund || self == .chargeback }
}
