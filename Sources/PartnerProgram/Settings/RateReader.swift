internal import Mail
internal import Settings

/// Reads `exchange_rates`; what is wrong goes to the log.
enum RateReader {
  /// `[{from: EUR, rate: 1.0832, since: 2026-01-01}]`; `to` is the program's currency and may be left out.
  static func rates(_ value: SettingsValue, currency: Currency?, zone: String?) -> ExchangeRates? {
    guard let values = value.list() else { return nil }
    var list: [ExchangeRate] = []
    var isRight = true
    for value in values {
      guard let reader = value.mapping(), let rate = rate(reader, to: currency) else {
        isRight = false
        continue
      }
      if list.contains(where: { $0.from == rate.from && $0.since == rate.since }) {
        reader.fail(at: "since", "a rate of \(rate.from) since \(rate.since) is stated already")
        isRight = false
      }
      list.append(rate)
    }
    guard isRight, currency != nil, let zone else { return nil }
    return ExchangeRates(list, zone: zone)
  }

  private static func rate(_ reader: MappingReader, to currency: Currency?) -> ExchangeRate? {
    let from = reader.required("from").flatMap { self.currency($0) }
    let stated = reader.optional("to")
    let target = stated.flatMap { self.currency($0) }
    let number = reader.required("rate").flatMap(decimal)
    let since = reader.required("since").flatMap(day)
    let isWhole = reader.end()
    guard isWhole, let from, let number, let since, let currency, (stated == nil) == (target == nil) else {
      return nil
    }
    if let target, target != currency {
      reader.fail(at: "to", "rates lead to the program's currency \(currency), not to \(target)")
      return nil
    }
    if from == currency {
      reader.fail(at: "from", "\(from) is the program's own currency")
      return nil
    }
    return ExchangeRate(
      from: from, to: currency, digits: number.digits, decimals: number.decimals, since: since)
  }

  private static func currency(_ value: SettingsValue) -> Currency? {
    guard let code = value.string() else { return nil }
    if let currency = Currency(code: code) { return currency }
    value.fail("'\(code)' is not an ISO 4217 currency", help: "expected for example 'EUR'")
    return nil
  }

  /// `1.0832`: at most ten decimals, more than 0 and at most a million million.
  private static func decimal(_ value: SettingsValue) -> (digits: Int64, decimals: Int)? {
    guard let text = value.string() else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let decimals = parts.count == 2 ? parts[1].utf8.count : 0
    let unit = Currency(code: "", exponent: decimals)
    guard parts.count <= 2, decimals <= 10, text.utf8.count <= 18,
      let number = try? Money(decimal: text, currency: unit), number.minorUnits > 0
    else {
      value.fail(
        "'\(text)' is not a rate: a decimal number above 0 with at most ten decimals",
        help: "expected for example '1.0832'")
      return nil
    }
    return (number.minorUnits, decimals)
  }

  private static func day(_ value: SettingsValue) -> CivilDate? {
    guard let text = value.string() else { return nil }
    if let day = try? CivilDate(text) { return day }
    value.fail("'\(text)' is not a day", help: "expected for example '2026-01-01'")
    return nil
  }
}
