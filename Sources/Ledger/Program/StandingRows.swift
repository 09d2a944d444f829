import Mail
import PartnerProgram

/// Rows of the log of standings and what they mean.
enum StandingRows {
  static let events = """
    SELECT e.number, p.id, e.kind, e.period, e.on_day, e.from_tier, e.to_tier, e.currency, e.amount, e.drops_on, e.rule,
      e.evidence, e.reason, e.recorded FROM standing_event e JOIN partner p ON p.number = e.partner
    """
  static let decisions = """
    SELECT p.id, d.kind, d.on_day, d.tier, d.period, d.until_day, d.author, d.role, d.reason
      FROM standing_decision d JOIN partner p ON p.number = d.partner
    """

  static func events(_ row: Query, in connection: Connection) throws(LedgerError) -> [LoggedEvent] {
    let tables = try NumberTables(connection)
    var found: [LoggedEvent] = []
    while try row.step() {
      guard let kind = StandingEvent.Kind(rawValue: row.text(2)), let values = values(of: row.text(11)) else {
        throw damaged(connection, "event \(row.int64(0))")
      }
      let currency = tables.currencies.indices.contains(row.int(7)) ? tables.currencies[row.int(7)] : nil
      let amount = row.optionalInt64(8)
      let event = StandingEvent(
        kind, partner: row.text(1), period: row.text(3), on: CivilDate(daysSinceEpoch: row.int(4)),
        from: row.text(5), to: row.text(6),
        amount: currency.flatMap { currency in amount.map { Money(minorUnits: $0, currency: currency) } },
        dropsOn: row.optionalInt64(9).map { CivilDate(daysSinceEpoch: Int($0)) },
        evidence: StandingEvent.Evidence(rule: row.text(10), values: values, reason: row.text(12)))
      found.append(
        LoggedEvent(number: row.int64(0), event: event, recorded: Timestamp(seconds: row.int64(13))))
    }
    return found
  }

  static func decisions(_ row: Query, in connection: Connection) throws(LedgerError) -> [StandingDecision] {
    var found: [StandingDecision] = []
    while try row.step() {
      guard let kind = StandingDecision.Kind(rawValue: row.text(1)) else {
        throw damaged(connection, "a decision about \(row.text(0))")
      }
      found.append(
        StandingDecision(
          kind, partner: row.text(0), on: CivilDate(daysSinceEpoch: row.int(2)), tier: row.optionalText(3),
          period: row.optionalText(4),
          until: row.optionalInt64(5).map { CivilDate(daysSinceEpoch: Int($0)) }, author: row.text(6),
          role: row.text(7), reason: row.text(8)))
    }
    return found
  }

  private static func damaged(_ connection: Connection, _ what: String) -> LedgerError {
    LedgerError(.corrupt, "\(connection.path): the row of \(what) in the log of standings is damaged")
  }

  /// One line a value, the number first: `12 conversions per month`.
  static func text(of values: [StandingEvent.Evidence.Value]) -> String {
    values.map { "\($0.value) \($0.measure)" }.joined(separator: "\n")
  }

  static func values(of text: String) -> [StandingEvent.Evidence.Value]? {
    var values: [StandingEvent.Evidence.Value] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let value = Int64(parts[0]) else { return nil }
      values.append(StandingEvent.Evidence.Value(measure: String(parts[1]), value: value))
    }
    return values
  }
}
