import PartnerProgram

extension SQLiteLedger: ActivityControl {
  package func compareActivity(limit: Int) throws(LedgerError) -> ActivityComparison {
    if try note(ImportTotals.note) == nil { try recountActivity() }
    return try read { connection throws(LedgerError) in
      let tables = try NumberTables(connection)
      let names = try connection.query("SELECT id FROM partner WHERE number = ?")
      let imported = try connection.query(
        "SELECT partner, currency, rows, amount, seal FROM imported ORDER BY partner, currency")
      var comparison = ActivityComparison()
      var totals: [Int64: ActivityComparison.Total] = [:]
      var rows = try ActivitySums(connection)
      var hasTotal = try imported.step()
      var next = try rows.next()
      while hasTotal || next != nil {
        let number = min(hasTotal ? imported.int64(0) : .max, next?.number ?? .max)
        var expected: [Int64: ImportTotals.Sum] = [:]
        while hasTotal, imported.int64(0) == number {
          expected[imported.int64(1)] = ImportTotals.Sum(
            rows: imported.int64(2), amount: imported.int64(3), seal: imported.int64(4))
          hasTotal = try imported.step()
        }
        var held: [Int64: ImportTotals.Sum] = [:]
        if let present = next, present.number == number {
          held = present.sums
          next = try rows.next()
        }
        var isDifferent = false
        for key in Set(expected.keys).union(held.keys).sorted() {
          let (was, found) = (expected[key] ?? .init(), held[key] ?? .init())
          let currency = tables.currencies.indices.contains(Int(key)) ? tables.currencies[Int(key)] : nil
          totals[key, default: ActivityComparison.Total(currency: currency)].imported.add(was)
          totals[key]?.held.add(found)
          guard was != found else { continue }
          isDifferent = true
          guard comparison.differences.count < limit else { continue }
          names.bind(number, at: 1)
          let partner = try names.step() ? names.text(0) : "number \(number), who is not there"
          names.reset()
          comparison.differences.append(
            ActivityComparison.Difference(
              partner: partner, currency: currency, imported: .init(was), held: .init(found)))
        }
        if isDifferent { comparison.partners += 1 }
      }
      comparison.totals = totals.sorted { $0.key < $1.key }.map(\.value)
      return comparison
    }
  }

  package func recountActivity() throws(LedgerError) {
    try write { connection throws(LedgerError) in try ImportTotals.recount(connection) }
  }

  package func orders(_ questions: [OrderQuestion]) throws(LedgerError) -> [[OrderRow]] {
    try read { connection throws(LedgerError) in
      let tables = try NumberTables(connection)
      let numbers = try connection.query("SELECT number FROM partner WHERE id = ?")
      let sales = try connection.query(Self.joinedSales)
      var answers: [[OrderRow]] = []
      for question in questions {
        numbers.bind(question.partner, at: 1)
        let number = try numbers.step() ? numbers.int64(0) : -1
        numbers.reset()
        let keys = ActivityKey.range(ofPartner: number)
        sales.bind(keys.lowerBound, at: 1)
        sales.bind(keys.upperBound, at: 2)
        sales.bind(question.start, at: 3)
        sales.bind(question.end, at: 4)
        sales.bind(question.takenBackBefore, at: 5)
        var rows: [OrderRow] = []
        while try sales.step() {
          let currency = sales.int(2)
          rows.append(
            OrderRow(
              occurred: sales.int64(0), status: sales.text(1),
              currency: tables.currencies.indices.contains(currency) ? tables.currencies[currency] : nil,
              amount: sales.int64(3), fee: sales.int64(4), tax: sales.int64(5), recurs: sales.int64(6),
              customerSince: sales.optionalInt64(7), takenBack: sales.optionalInt64(8)))
        }
        answers.append(rows)
      }
      return answers
    }
  }

  private static let joinedSales = """
    SELECT s.occurred, s.status, s.currency, s.amount, s.fee, s.tax, s.recurs,
      CASE WHEN s.recurs < 0 THEN (SELECT min(f.occurred) FROM activity f
        WHERE f.key BETWEEN ?1 AND ?2 AND f.kind = 'sale' AND f.customer = s.customer) END,
      (SELECT sum(ifnull(r.amount, s.amount)) FROM activity r WHERE r.reference = s.id AND r.key BETWEEN ?1 AND ?2
        AND r.kind IN ('refund', 'chargeback') AND r.status <> 'reversed' AND r.occurred < ?5)
    FROM activity s WHERE s.key BETWEEN ?1 AND ?2 AND s.kind = 'sale' AND s.occurred >= ?3 AND s.occurred < ?4
    """
}

extension ActivityComparison.Amount {
  init(_ sum: ImportTotals.Sum) { self.init(rows: sum.rows, amount: sum.amount) }

  mutating func add(_ sum: ImportTotals.Sum) {
    rows &+= sum.rows
    amount &+= sum.amount
  }
}
