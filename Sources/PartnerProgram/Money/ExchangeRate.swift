package import Mail

/// What one unit of a currency is worth in the program's, from a day on: an exact decimal number that somebody stated.
package struct ExchangeRate: Sendable, Hashable {
  package let from: Currency
  package let to: Currency
  /// The rate times 10 to the power of `decimals`; more than 0.
  package let digits: Int64
  /// At most 10.
  package let decimals: Int
  /// The first day of the program's zone on which it holds.
  package let since: CivilDate

  package init(from: Currency, to: Currency, digits: Int64, decimals: Int, since: CivilDate) {
    self.from = from
    self.to = to
    self.digits = digits
    self.decimals = decimals
    self.since = since
  }

  /// Minor units of `from` in minor units of `to`: exact, then rounded once, half away from zero; the greatest number
  /// where it does not fit 64 bits.
  package func converted(_ units: Int64) -> Int64 {
    var product = Int128(units) * Int128(digits)
    var divisor: Int128 = 1
    for _ in 0..<max(0, to.exponent - from.exponent) { product *= 10 }
    for _ in 0..<(decimals + max(0, from.exponent - to.exponent)) { divisor *= 10 }
    let (quotient, rest) = product.quotientAndRemainder(dividingBy: divisor)
    let isUp = rest.magnitude * 2 >= divisor.magnitude
    return Int64(clamping: quotient + (isUp ? (product < 0 ? -1 : 1) : 0))
  }

  /// `1 EUR = 1.0832 USD since 2026-01-01`.
  package var words: String {
    let number = Money(minorUnits: digits, currency: Currency(code: "", exponent: decimals)).decimalText
    return "1 \(from) = \(number) \(to) since \(since)"
  }
}

/// The rates that a program states, by `exchange_rates` of `program:`.
///
/// A sale counts at the rate of the day on which it was made, and what takes it back at the same, so that what is taken
/// back in full leaves nothing. Rates lead to the program's currency only, and none is ever turned round or guessed.
package struct ExchangeRates: Sendable, Equatable {
  /// By currency code, those of one currency by day.
  private let rates: [String: [ExchangeRate]]
  private let clock: ZoneClock

  /// A table; days are those of the program's zone.
  ///
  /// nil where the zone is not known.
  package init?(_ list: [ExchangeRate], zone: String) {
    guard let clock = ZoneClock(zone) else { return nil }
    self.clock = clock
    rates = Dictionary(grouping: list.sorted { $0.since < $1.since }, by: \.from.code)
  }

  package static func == (a: ExchangeRates, b: ExchangeRates) -> Bool {
    a.rates == b.rates && a.clock.name == b.clock.name
  }

  package var isEmpty: Bool { rates.isEmpty }

  /// Whether there is a rate of a currency on any day.
  package func knows(_ currency: Currency) -> Bool { rates[currency.code] != nil }

  /// The rate of a currency on a day; nil before the first one.
  package func rate(of currency: Currency, on day: CivilDate) -> ExchangeRate? {
    rates[currency.code]?.last { $0.since <= day }
  }

  /// The rate of a currency at a moment.
  package func rate(of currency: Currency, at moment: Timestamp) -> ExchangeRate? {
    knows(currency) ? rate(of: currency, on: clock.day(of: moment)) : nil
  }

  /// Changes with any rate: rows that were refused for want of one are read again then.
  package var fingerprint: Int64 {
    let text = rates.values.joined().map(\.words).sorted().joined(separator: "\n")
    return Int64(bitPattern: Fact.hash(text.utf8))
  }
}
