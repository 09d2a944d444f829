package import Mail
package import PartnerProgram

extension SQLiteLedger {
  /// Walks all partners in the order in which they were first imported, each with its activity as numbers, in one pass over
  /// both tables; memory holds one partner's.
  ///
  /// - Parameters:
  ///   - sweep: names the kinds that count, and whether customers are needed.
  ///   - body: called for each partner with a sheet that is filled and not judged yet. Its memory is used again.
  /// - Throws: what `body` throws, and a fault of the ledger.
  package func sweep(
    for sweep: TierSweep, _ body: (_ joined: CivilDate, _ sheet: inout FactSheet) throws -> Void
  ) throws {
    let kinds = sweep.kinds.map { Array($0.utf8) }
    let withCustomers = sweep.needsCustomers
    let reach = sweep.reach
    var failure: (any Error)?
    try read { connection throws(LedgerError) in
      let tables = try NumberTables(connection)
      let own = Int64(tables.currencies.firstIndex(of: sweep.currency) ?? 0)
      let partners = try connection.query("SELECT number, joined_on FROM partner ORDER BY number")
      let activities = try connection.query(
        """
        SELECT key, id, occurred, kind, status, amount, commission, fee, tax, recurs, reference, customer, currency
          FROM activity WHERE occurred >= ? AND occurred < ? ORDER BY key
        """)
      activities.bind(reach.start, at: 1)
      activities.bind(reach.end, at: 2)
      var sheet = FactSheet()
      var hasActivity = try activities.step()
      while try partners.step() {
        let number = partners.int64(0)
        sheet.removeAll()
        while hasActivity, activities.int64(0) >> 32 <= number {
          if activities.int64(0) >> 32 == number {
            let fact = SweptRow.fact(activities, kinds: kinds, withCustomer: withCustomers)
            let reference = fact.kind.takesBack ? Fact.hash(activities.bytes(10)) : 0
            var rate: ExchangeRate?
            let number = activities.int64(12)
            if number != 0, number != own, tables.currencies.indices.contains(Int(number)),
              let stated = tables.currencies[Int(number)]
            {
              rate = sweep.rates?.rate(of: stated, at: Timestamp(seconds: fact.occurred))
              if rate == nil {
                failure = Self.unrated(activities.text(1), stated)
                return
              }
            }
            sheet.append(fact, id: Fact.hash(activities.bytes(1)), reference: reference, rate: rate)
          }
          hasActivity = try activities.step()
        }
        do {
          try body(CivilDate(daysSinceEpoch: partners.int(1)), &sheet)
        } catch {
          failure = error
          return
        }
      }
    }
    if let failure { throw failure }
  }

  private static func unrated(_ activity: Activity.ID, _ currency: Currency) -> LedgerError {
    LedgerError(
      .fault, "activity \(activity) is in \(currency), and exchange_rates has no rate for its day")
  }
}

/// An activity's row as numbers.
private enum SweptRow {
  static func fact(_ row: Query, kinds: [[UInt8]], withCustomer: Bool) -> Fact {
    var fact = Fact(occurred: row.int64(2), kind: kind(row.bytes(3), kinds), status: status(row.bytes(4)))
    if !row.isNull(5) {
      fact.amount = row.int64(5)
      fact.hasAmount = true
    }
    // NULL is read as 0.
    fact.commission = row.int64(6)
    fact.fee = row.int64(7)
    fact.tax = row.int64(8)
    let recurs = row.int64(9)
    fact.months = Int16(clamping: abs(recurs))
    fact.isRenewal = recurs < 0
    if withCustomer, !row.isNull(11) { fact.customer = Fact.hash(row.bytes(11)) }
    return fact
  }

  private static func kind(_ word: UnsafeBufferPointer<UInt8>, _ kinds: [[UInt8]]) -> Fact.Kind {
    switch (word.count, word.first) {
    case (4, UInt8(ascii: "s")) where word.elementsEqual("sale".utf8): return .sale
    case (6, UInt8(ascii: "r")) where word.elementsEqual("refund".utf8): return .refund
    case (10, UInt8(ascii: "c")) where word.elementsEqual("chargeback".utf8): return .chargeback
    default: return kinds.firstIndex { word.elementsEqual($0) }.map { Fact.Kind(other: $0) } ?? .uncounted
    }
  }

  /// The four statuses differ in their length and first byte.
  private static func status(_ word: UnsafeBufferPointer<UInt8>) -> Activity.Status {
    switch (word.count, word.first) {
    case (8, UInt8(ascii: "a")): .approved
    case (4, _): .paid
    case (7, _): .pending
    default: .reversed
    }
  }
}
