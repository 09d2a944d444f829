internal import Mail

/// Makes a partner of a row: the columns are those of `Column`, every further one is a field of the partner.
struct PartnerRow: RowMapping {
  enum Column: Int, CaseIterable {
    case id, name, email, type, channel, country, language, source, tags, joined, left, timeZone

    var name: String { self == .timeZone ? "time_zone" : "\(self)" }
  }

  static let requiredColumns = ["id", "name", "email", "joined"]
  static let knownColumns = Column.allCases.map(\.name)

  private var places = ColumnPlaces<Column>()
  private var fields: [(place: Int, name: String)] = []
  private(set) var ignoredColumns: [String] = []

  mutating func bind(_ columns: [String]) {
    fields.removeAll()
    ignoredColumns.removeAll()
    for (place, name) in columns.enumerated() {
      if let known = Self.knownColumns.firstIndex(of: name), let column = Column(rawValue: known) {
        places[column] = place
      } else if RejectColumns.all.contains(name) {
        ignoredColumns.append(name)
      } else {
        fields.append((place, name))
      }
    }
  }

  func value(of record: DataRecord) throws(DataRecord.Fault) -> Partner {
    if let reason = CellRules.problem(withID: record.slice(places[.id])) {
      throw record.fault(places[.id], reason)
    }
    if let reason = CellRules.problem(withName: record.slice(places[.name])) {
      throw record.fault(places[.name], reason)
    }
    let joined = try day(.joined, record)
    guard let joined else { throw record.fault(places[.joined], "the value is missing") }
    let left = try day(.left, record)
    if let left, left < joined { throw record.fault(places[.left], "left before joined") }
    return Partner(
      id: record.text(places[.id]), name: record.text(places[.name]), email: try email(record),
      type: try text(.type, record), channel: try text(.channel, record),
      country: try country(record), language: try language(record), source: try text(.source, record),
      tags: try tags(record), joined: joined, left: left, timeZone: try timeZone(record),
      fields: try extraFields(record))
  }

  private func email(_ record: DataRecord) throws(DataRecord.Fault) -> EmailAddress {
    let place = places[.email]
    if record.isEmpty(place) { throw record.fault(place, "the value is missing") }
    if let plain = PlainAddress.read(record.slice(place)) { return plain }
    do {
      return try EmailAddress(record.text(place))
    } catch {
      throw record.fault(place, error.description)
    }
  }

  private func text(_ column: Column, _ record: DataRecord) throws(DataRecord.Fault) -> String? {
    let place = places[column]
    if record.isEmpty(place) { return nil }
    if let reason = CellRules.problem(with: record.slice(place), lines: false) {
      throw record.fault(place, reason)
    }
    return record.text(place)
  }

  private func country(_ record: DataRecord) throws(DataRecord.Fault) -> String? {
    let place = places[.country]
    if record.isEmpty(place) { return nil }
    guard let country = CellRules.country(record.slice(place)) else {
      throw record.fault(place, "not a country of two letters (ISO 3166-1)")
    }
    return country
  }

  private func language(_ record: DataRecord) throws(DataRecord.Fault) -> String? {
    let place = places[.language]
    if record.isEmpty(place) { return nil }
    guard let tag = CellRules.language(record.slice(place)) else {
      throw record.fault(place, "not a language tag such as de or pt-BR (BCP 47)")
    }
    return tag
  }

  /// Tags stand apart by `;` or blanks; one that stands twice counts once.
  private func tags(_ record: DataRecord) throws(DataRecord.Fault) -> [String] {
    let place = places[.tags]
    if record.isEmpty(place) { return [] }
    if let reason = CellRules.problem(with: record.slice(place), lines: false) {
      throw record.fault(place, reason)
    }
    var tags: [String] = []
    for part in record.slice(place).split(whereSeparator: { $0 == UInt8(ascii: ";") || $0 == 0x20 }) {
      let tag = String(decoding: part, as: UTF8.self)
      if !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }

  private func day(_ column: Column, _ record: DataRecord) throws(DataRecord.Fault) -> CivilDate? {
    let place = places[column]
    if record.isEmpty(place) { return nil }
    do {
      return try CivilDate(record.text(place))
    } catch {
      throw record.fault(place, error.reason)
    }
  }

  private func timeZone(_ record: DataRecord) throws(DataRecord.Fault) -> String? {
    let place = places[.timeZone]
    if record.isEmpty(place) { return nil }
    let name = record.text(place)
    guard ProgramCalendar.isKnown(name) else {
      throw record.fault(place, "not an IANA time zone such as Europe/Berlin")
    }
    return name
  }

  private func extraFields(_ record: DataRecord) throws(DataRecord.Fault) -> [String: String] {
    var result: [String: String] = [:]
    for (place, name) in fields where !record.isEmpty(place) {
      if let reason = CellRules.problem(with: record.slice(place), lines: true) {
        throw record.fault(place, reason)
      }
      result[name] = record.text(place)
    }
    return result
  }
}
