import PartnerProgram

/// Checks at the end of a file that every refund and chargeback in it takes back what is there, and no more of it.
///
/// What is to be checked waits in temporary tables, so that memory does not grow with the file, and is checked row by row in
/// the order of the file: what was put back for one row no longer counts for the next. A sale that was changed is
/// checked too, against what other files have taken back from it. Whoever fails is put back as it was before the file.
struct TakeBackCheck {
  private static let columns =
    "key, id, occurred, kind, status, currency, amount, commission, customer, reference, fee, tax, recurs"
  private let connection: Connection
  private let noting: Query
  private let keeping: Query
  private let referring: Query

  init(_ connection: Connection) throws(LedgerError) {
    self.connection = connection
    try connection.run(
      """
      CREATE TEMP TABLE IF NOT EXISTS waiting (
        place INTEGER PRIMARY KEY, line INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, was_added INTEGER NOT NULL);
      CREATE TEMP TABLE IF NOT EXISTS before AS SELECT \(Self.columns) FROM main.activity LIMIT 0;
      CREATE INDEX IF NOT EXISTS temp.before_by_id ON before (id);
      DELETE FROM temp.waiting; DELETE FROM temp.before;
      """)
    noting = try connection.query("INSERT INTO temp.waiting (line, id, was_added) VALUES (?, ?, ?)")
    referring = try connection.query("SELECT 1 FROM activity WHERE reference = ? LIMIT 1")
    keeping = try connection.query(
      "INSERT INTO temp.before SELECT \(Self.columns) FROM activity WHERE id = ?")
  }

  /// Notes a row to be checked.
  func note(_ id: Activity.ID, line: Int, was: RowResult) throws(LedgerError) {
    noting.bind(line, at: 1)
    noting.bind(id, at: 2)
    noting.bind(was == .added ? 1 : 0, at: 3)
    try noting.run()
  }

  /// Notes a row that is about to be changed, where that can matter, and keeps it as it is.
  func noteChange(of activity: Activity, line: Int) throws(LedgerError) {
    if !activity.kind.takesBack {
      referring.bind(activity.id, at: 1)
      guard try referring.step() else { return }
      referring.reset()
    }
    keeping.bind(activity.id, at: 1)
    try keeping.run()
    try note(activity.id, line: line, was: .updated)
  }

  /// Checks what was noted and puts back what fails, and counts it so.
  func settle(_ totals: inout ImportTotals) throws(LedgerError) -> [LateRefusal] {
    var refusals: [LateRefusal] = []
    for check in [Self.changedSales, Self.takers] {
      let rows = try connection.query(check)
      while try rows.step() {
        guard let reason = Self.reason(rows) else { continue }
        let was: RowResult = rows.int(1) == 1 ? .added : .updated
        refusals.append(LateRefusal(line: rows.int(0), was: was, reason: reason))
        let id = rows.text(2)
        try totals.add(rowOf: id, rows: -1)
        try putBack(id)
        try totals.add(rowOf: id, rows: 1)
      }
    }
    try connection.run("DELETE FROM temp.waiting; DELETE FROM temp.before")
    return refusals.sorted { $0.line < $1.line }
  }

  private func putBack(_ id: Activity.ID) throws(LedgerError) {
    for sql in [
      "DELETE FROM activity WHERE id = ?",
      "INSERT INTO activity (\(Self.columns)) SELECT * FROM temp.before WHERE id = ?",
    ] {
      let query = try connection.query(sql)
      query.bind(id, at: 1)
      try query.run()
    }
  }

  /// What is wrong with the row of a check, whose columns are line, was_added, id, fault, reference.
  private static func reason(_ row: Query) -> ImportRefusal? {
    switch row.int(3) {
    case 1: .unknownReference(row.text(4))
    case 2: .referenceNotTakeable(row.text(4))
    case 3: .referenceOfOtherPartner(row.text(4))
    case 4: .referenceInOtherCurrency(row.text(4))
    case 5: .largerThanReference(row.text(4))
    case 6: .noLongerFits
    case 7: .beforeReference(row.text(4))
    default: nil
    }
  }

  /// Changed rows from which refunds outside this file take back what no longer fits.
  ///
  /// Reversed ones take nothing.
  private static let changedSales = """
    SELECT w.line, w.was_added, w.id, CASE WHEN EXISTS (
        SELECT 1 FROM activity r WHERE r.reference = w.id AND r.kind IN ('refund', 'chargeback')
          AND r.status <> 'reversed' AND r.id NOT IN (SELECT id FROM temp.waiting)
          AND (r.partner <> s.partner OR r.currency IS NOT s.currency OR s.kind IN ('refund', 'chargeback')))
      OR ifnull(s.amount, 0) < (
        SELECT ifnull(sum(r.amount), 0) FROM activity r WHERE r.reference = w.id
          AND r.kind IN ('refund', 'chargeback') AND r.status <> 'reversed'
          AND r.id NOT IN (SELECT id FROM temp.waiting)) THEN 6 END, NULL
    FROM temp.waiting w CROSS JOIN activity s ON s.id = w.id WHERE w.was_added = 0 ORDER BY w.place
    """

  /// Refunds and chargebacks of this file; of several that are too much together, the later ones are.
  private static let takers = """
    SELECT w.line, w.was_added, w.id, CASE
      WHEN s.id IS NULL THEN 1
      WHEN s.kind <> 'sale' OR s.amount IS NULL THEN 2
      WHEN s.partner <> r.partner THEN 3
      WHEN r.amount IS NOT NULL AND s.currency IS NOT r.currency THEN 4
      WHEN r.occurred < s.occurred THEN 7
      WHEN r.status <> 'reversed' AND s.amount < ifnull(r.amount, 0) + (
        SELECT ifnull(sum(o.amount), 0) FROM activity o LEFT JOIN temp.waiting v ON v.id = o.id
        WHERE o.reference = s.id AND o.id <> r.id AND o.kind IN ('refund', 'chargeback') AND o.status <> 'reversed'
          AND (v.place IS NULL OR v.place < w.place)) THEN 5
      END, r.reference
    FROM temp.waiting w CROSS JOIN activity r ON r.id = w.id LEFT JOIN activity s ON s.id = r.reference
    WHERE r.kind IN ('refund', 'chargeback') ORDER BY w.place
    """
}
