internal import Mail
internal import Settings

/// Makes an activity of a row: the columns are those of `Column`, every further one is ignored.
struct ActivityRow: RowMapping {
  enum Column: Int, CaseIterable {
    case id, partner, kind, status, amount, currency, occurred, customer, reference, commission, fee, tax,
      recurring, months

    var name: String { "\(self)" }
  }

  static let requiredColumns = ["id", "partner", "kind", "status", "occurred"]
  static let knownColumns = Column.allCases.map(\.name)

  /// The program's: activity in another one needs a rate.
  let currency: Currency
  let rates: ExchangeRates?
  private var places = ColumnPlaces<Column>()
  private(set) var ignoredColumns: [String] = []

  /// Rows that occurred later are refused.
  let latest: Timestamp?

  init(currency: Currency, rates: ExchangeRates? = nil, latest: Timestamp? = nil) {
    self.currency = currency
    self.rates = rates
    self.latest = latest
  }

  mutating func bind(_ columns: [String]) {
    ignoredColumns.removeAll()
    for (place, name) in columns.enumerated() {
      if let known = Self.knownColumns.firstIndex(of: name), let column = Column(rawValue: known) {
        places[column] = place
      } else {
        ignoredColumns.append(name)
      }
    }
  }

  func value(of record: DataRecord) throws(DataRecord.Fault) -> Activity {
    for column in [Column.id, .partner] {
      if let reason = CellRules.problem(withID: record.slice(places[column])) {
        throw record.fault(places[column], reason)
      }
    }
    let kind = try kind(record)
    let status = try status(record)
    let occurred = try moment(record)
    let own = try currency(of: record, at: occurred)
    let amount = try money(.amount, record, own)
    let isMoney = kind == .sale || kind == .refund || kind == .chargeback
    if isMoney, amount == nil { throw record.fault(places[.amount], "the value is missing") }
    let id = record.text(places[.id])
    let reference = try identity(.reference, record)
    if reference == nil, kind == .refund || kind == .chargeback {
      throw record.fault(places[.reference], "the value is missing: it names the sale that is taken back")
    }
    if reference == id { throw record.fault(places[.reference], "the activity refers to itself") }
    return Activity(
      id: id, partner: record.text(places[.partner]), kind: kind, status: status, amount: amount,
      commission: try money(.commission, record, own), fee: try part(.fee, of: amount, record, own),
      tax: try part(.tax, of: amount, record, own), recurring: try recurring(kind, record),
      occurred: occurred,
      customer: try identity(.customer, record), reference: reference)
  }

  private func moment(_ record: DataRecord) throws(DataRecord.Fault) -> Timestamp {
    let place = places[.occurred]
    if record.isEmpty(place) { throw record.fault(place, "the value is missing") }
    let moment: Timestamp
    do {
      moment = try Timestamp(record.text(place))
    } catch {
      throw record.fault(place, error.reason)
    }
    if let latest, moment > latest { throw record.fault(place, ActivityReader.futureReason) }
    return moment
  }

  private func kind(_ record: DataRecord) throws(DataRecord.Fault) -> Activity.Kind {
    let place = places[.kind]
    let bytes = record.slice(place)
    if bytes.elementsEqual("sale".utf8) { return .sale }
    if bytes.elementsEqual("refund".utf8) { return .refund }
    if bytes.elementsEqual("chargeback".utf8) { return .chargeback }
    if bytes.isEmpty { throw record.fault(place, "the value is missing") }
    guard Activity.Kind.isWord(bytes) else {
      throw record.fault(
        place, "not a kind: a word of small letters such as sale, refund, chargeback or lead")
    }
    // 'sales' as a kind of its own would drop money without a word.
    let word = record.text(place)
    if let meant = Suggestion.nearest(to: word, among: ["sale", "refund", "chargeback"]) {
      throw record.fault(place, "'\(word)' is too near to '\(meant)' to be a kind of its own")
    }
    return .other(word)
  }

  private func status(_ record: DataRecord) throws(DataRecord.Fault) -> Activity.Status {
    let place = places[.status]
    if record.isEmpty(place) { throw record.fault(place, "the value is missing") }
    guard let status = Activity.Status(rawValue: record.text(place)) else {
      throw record.fault(place, "not one of pending, approved, paid, reversed")
    }
    return status
  }

  /// The row's currency: the program's, or one with a rate for the row's day; nil where the row must not have money.
  private func currency(
    of record: DataRecord, at moment: Timestamp
  ) throws(DataRecord.Fault) -> Currency? {
    let place = places[.currency]
    if record.slice(place).elementsEqual(currency.code.utf8) { return currency }
    guard let other = Currency(code: record.text(place)) else { return nil }
    return rates?.rate(of: other, at: moment) == nil ? nil : other
  }

  private func money(
    _ column: Column, _ record: DataRecord, _ own: Currency?
  ) throws(DataRecord.Fault) -> Money? {
    let place = places[column]
    if record.isEmpty(place) { return nil }
    guard let currency = own else { throw record.fault(places[.currency], foreignCurrency(record)) }
    do {
      let units = try Money.minorUnits(of: record.slice(place).span, currency: currency)
      return Money(minorUnits: units, currency: currency)
    } catch {
      throw record.fault(place, error.description)
    }
  }

  /// A part of the amount that is not the program's: at most the amount.
  private func part(
    _ column: Column, of amount: Money?, _ record: DataRecord, _ own: Currency?
  ) throws(DataRecord.Fault) -> Money? {
    guard let part = try money(column, record, own) else { return nil }
    guard part.minorUnits <= amount?.minorUnits ?? 0 else {
      throw record.fault(places[column], "more than the amount that it is a part of")
    }
    return part
  }

  /// `new` or `renewal`, with the months that are paid for, 1 where none are named.
  private func recurring(
    _ kind: Activity.Kind, _ record: DataRecord
  ) throws(DataRecord.Fault) -> Activity.Recurring? {
    let word = record.text(places[.recurring])
    let months = record.text(places[.months])
    if word.isEmpty {
      if !months.isEmpty { throw record.fault(places[.months], "months of a sale that is not recurring") }
      return nil
    }
    guard word == "new" || word == "renewal" else {
      throw record.fault(places[.recurring], "not one of new, renewal")
    }
    guard kind == .sale else { throw record.fault(places[.recurring], "only a sale recurs") }
    let number = months.isEmpty ? 1 : Int(months) ?? 0
    guard (1...120).contains(number), !months.hasPrefix("+") else {
      throw record.fault(places[.months], "not a number of months from 1 to 120")
    }
    return Activity.Recurring(isRenewal: word == "renewal", months: number)
  }

  private func foreignCurrency(_ record: DataRecord) -> String {
    let code = record.text(places[.currency])
    if code.isEmpty { return "the value is missing: an amount needs its currency" }
    guard let other = Currency(code: code) else {
      return "not a currency of three capital letters (ISO 4217)"
    }
    let day = rates?.knows(other) == true ? " of its day" : ""
    return
      "an amount in \(code), but the program counts in \(currency.code), and exchange_rates has no rate\(day) for it"
  }

  private func identity(_ column: Column, _ record: DataRecord) throws(DataRecord.Fault) -> String? {
    let place = places[column]
    if record.isEmpty(place) { return nil }
    if let reason = CellRules.problem(withID: record.slice(place)) { throw record.fault(place, reason) }
    return record.text(place)
  }
}
