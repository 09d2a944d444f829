import Mail
import PartnerProgram

/// Puts partners into the ledger, one statement for a new one.
struct PartnerWriter {
  private let insertion: Query
  private let known: Query
  private let update: Query
  private let connection: Connection
  private let arena: BindingArena
  /// The highest number before this import: rows above it are this import's own.
  private let lastBefore: Int64
  private var met = RowSet()
  private var fieldBytes: [UInt8] = []

  init(_ connection: Connection, arena: BindingArena) throws(LedgerError) {
    self.connection = connection
    self.arena = arena
    insertion = try connection.query(
      """
      INSERT INTO partner (id, name, email, type, channel, country, language, source, tags, joined_on, left_on, time_zone,
        fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) ON CONFLICT (id) DO NOTHING
      """)
    known = try connection.query(
      """
      SELECT number, name = ?2 AND email = ?3 AND type IS ?4 AND channel IS ?5 AND country IS ?6 AND language IS ?7
        AND source IS ?8 AND tags IS ?9 AND joined_on = ?10 AND left_on IS ?11 AND time_zone IS ?12 AND fields IS ?13
      FROM partner WHERE id = ?1
      """)
    update = try connection.query(
      """
      UPDATE partner SET name = ?2, email = ?3, type = ?4, channel = ?5, country = ?6, language = ?7, source = ?8,
        tags = ?9, joined_on = ?10, left_on = ?11, time_zone = ?12, fields = ?13 WHERE id = ?1
      """)
    let last = try connection.query("SELECT ifnull(max(number), 0) FROM partner")
    lastBefore = try last.step() ? last.int64(0) : 0
    last.reset()
  }

  mutating func put(_ partner: Partner, tables: inout NumberTables) throws(LedgerError) -> RowResult {
    try FieldCoding.encode(partner.fields, into: &fieldBytes) { name throws(LedgerError) in
      try tables.number(ofField: name)
    }
    arena.clear()
    bind(partner, to: insertion)
    try insertion.run()
    if connection.changes == 1 { return .added }

    bind(partner, to: known)
    guard try known.step() else {
      throw LedgerError(.fault, "\(connection.path): a partner row is out of reach")
    }
    let number = known.int64(0)
    let isSame = known.int(1) != 0
    known.reset()
    if isSame {
      met.insert(number)
      return .unchanged
    }
    guard number <= lastBefore, !met.contains(number) else { return .refused(.repeatedID(partner.id)) }
    met.insert(number)
    bind(partner, to: update)
    try update.run()
    return .updated
  }

  private func bind(_ partner: Partner, to query: Query) {
    arena.bind(partner.id, at: 1, of: query)
    arena.bind(partner.name, at: 2, of: query)
    arena.bind(partner.email.description, at: 3, of: query)
    arena.bind(partner.type, at: 4, of: query)
    arena.bind(partner.channel, at: 5, of: query)
    arena.bind(partner.country, at: 6, of: query)
    arena.bind(partner.language, at: 7, of: query)
    arena.bind(partner.source, at: 8, of: query)
    // Neither CSV nor JSON Lines can bring a tag with a line feed; no tags and one empty tag stay apart.
    arena.bind(partner.tags.isEmpty ? nil : partner.tags.joined(separator: "\n"), at: 9, of: query)
    query.bind(partner.joined.daysSinceEpoch, at: 10)
    query.bind((partner.left?.daysSinceEpoch).map(Int64.init), at: 11)
    arena.bind(partner.timeZone, at: 12, of: query)
    if fieldBytes.isEmpty {
      query.bind(nil as Int64?, at: 13)
    } else {
      arena.bind(blob: fieldBytes, at: 13, of: query)
    }
  }
}
