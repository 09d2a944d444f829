import PartnerProgram

/// One import, inside its transaction.
final class SQLiteImportSession: ImportSession {
  private var partners: PartnerWriter
  private var activities: ActivityWriter
  private var tables: NumberTables
  /// Whether rows were put since the last `finish()`.
  private(set) var isOpen = false

  init(_ connection: Connection) throws(LedgerError) {
    let arena = BindingArena()
    partners = try PartnerWriter(connection, arena: arena)
    activities = try ActivityWriter(connection, arena: arena)
    tables = try NumberTables(connection)
  }

  func put(_ partner: Partner, line: Int) throws(LedgerError) -> RowResult {
    isOpen = true
    return try partners.put(partner, tables: &tables)
  }

  func put(_ activity: Activity, line: Int) throws(LedgerError) -> RowResult {
    isOpen = true
    return try activities.put(activity, line: line, tables: &tables)
  }

  func finish() throws(LedgerError) -> [LateRefusal] {
    isOpen = false
    return try activities.finish()
  }
}
