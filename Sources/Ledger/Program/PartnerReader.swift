import Mail
import PartnerProgram

/// Reads partners and their activities in one snapshot.
struct PartnerReader {
  static let columns = """
    number, id, name, email, type, channel, country, language, source, tags, joined_on, left_on, time_zone, fields
    """
  private let connection: Connection
  private let tables: NumberTables
  private let activities: Query

  init(_ connection: Connection) throws(LedgerError) {
    self.connection = connection
    tables = try NumberTables(connection)
    activities = try connection.query(
      """
      SELECT id, occurred, kind, status, currency, amount, commission, customer, reference,
        fee, tax, recurs FROM activity
        WHERE key BETWEEN ? AND ?
      """)
  }

  /// The partner in the present row of a query over `columns`.
  func record(_ row: Query, withActivity: Bool) throws(LedgerError) -> PartnerRecord {
    let email = row.bytes(3)
    guard let at = email.lastIndex(of: UInt8(ascii: "@")),
      let fields = FieldCoding.decode(row.bytes(13), names: tables.fieldNames)
    else { throw damaged("partner", row.text(1)) }
    // The fields' bytes were read last: SQLite moves no value of the row unless its type is changed.
    let address = EmailAddress(
      uncheckedLocalPart: String(decoding: UnsafeBufferPointer(rebasing: email[..<at]), as: UTF8.self),
      domain: String(decoding: UnsafeBufferPointer(rebasing: email[(at + 1)...]), as: UTF8.self))
    let id = row.text(1)
    let partner = Partner(
      id: id, name: row.text(2), email: address, type: row.optionalText(4), channel: row.optionalText(5),
      country: row.optionalText(6), language: row.optionalText(7), source: row.optionalText(8),
      tags: tags(row),
      joined: CivilDate(daysSinceEpoch: row.int(10)),
      left: row.optionalInt64(11).map { CivilDate(daysSinceEpoch: Int($0)) },
      timeZone: row.optionalText(12), fields: fields)
    return PartnerRecord(
      partner: partner, activities: withActivity ? try activities(of: id, number: row.int64(0)) : [])
  }

  private func tags(_ row: Query) -> [String] {
    guard !row.isNull(9) else { return [] }
    return row.bytes(9).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private func activities(of partner: Partner.ID, number: Int64) throws(LedgerError) -> [Activity] {
    var found: [Activity] = []
    let keys = ActivityKey.range(ofPartner: number)
    activities.bind(keys.lowerBound, at: 1)
    activities.bind(keys.upperBound, at: 2)
    var isSorted = true
    while try activities.step() {
      guard let status = Self.status(activities.bytes(3)) else {
        throw damaged("activity", activities.text(0))
      }
      let currency = activities.isNull(4) ? nil : currency(activities.int(4))
      let activity = Activity(
        id: activities.text(0), partner: partner, kind: Self.kind(activities.bytes(2)), status: status,
        amount: money(5, currency), commission: money(6, currency), fee: money(9, currency),
        tax: money(10, currency), recurring: recurring(),
        occurred: Timestamp(seconds: activities.int64(1)), customer: activities.optionalText(7),
        reference: activities.optionalText(8))
      if let last = found.last, !Self.isOrdered(last, activity) { isSorted = false }
      found.append(activity)
    }
    // Files mostly come in the order of time.
    if !isSorted { found.sort { Self.isOrdered($0, $1) } }
    return found
  }

  /// Of the present activity.
  private func recurring() -> Activity.Recurring? {
    activities.optionalInt64(11).map {
      Activity.Recurring(isRenewal: $0 < 0, months: Int(clamping: $0.magnitude))
    }
  }

  private static func isOrdered(_ a: Activity, _ b: Activity) -> Bool {
    (a.occurred, a.id) < (b.occurred, b.id)
  }

  private func currency(_ number: Int) -> Currency? {
    tables.currencies.indices.contains(number) ? tables.currencies[number] : nil
  }

  private func money(_ column: Int, _ currency: Currency?) -> Money? {
    guard let currency, let units = activities.optionalInt64(column) else { return nil }
    return Money(minorUnits: units, currency: currency)
  }

  private func damaged(_ what: String, _ id: String) -> LedgerError {
    LedgerError(.corrupt, "\(connection.path): the row of \(what) \(id) is damaged")
  }

  /// The four statuses differ in their length and first byte.
  private static func status(_ word: UnsafeBufferPointer<UInt8>) -> Activity.Status? {
    switch (word.count, word.first) {
    case (8, UInt8(ascii: "a")): .approved
    case (4, UInt8(ascii: "p")): .paid
    case (7, UInt8(ascii: "p")): .pending
    case (8, UInt8(ascii: "r")): .reversed
    default: nil
    }
  }

  private static func kind(_ word: UnsafeBufferPointer<UInt8>) -> Activity.Kind {
    word.elementsEqual("sale".utf8) ? .sale : Activity.Kind(word: String(decoding: word, as: UTF8.self))
  }
}
