package import Mail

/// How one locale writes numbers, money, percentages and days, from CLDR. Text is appended as UTF-8.
///
/// Never rounds: round first. The output holds U+00A0, U+202F, U+200E and the like where CLDR does: it is for people, not
/// for parsing or comparing. Look it up once per language and keep it.
package struct LocaleFormat: Sendable {
  /// The locale whose conventions these are, such as `de-AT`.
  package let locale: LanguageTag

  /// The format of the nearest locale along `tag.fallbacks`, or that of `en`.
  package static func `for`(_ tag: LanguageTag) -> LocaleFormat { LocaleFormat(locale: tag) }

  /// Appends an amount: `minorUnits` / 10^`exponent` in the currency with this ISO 4217 code, `1.234,50 €`.
  ///
  /// - Parameters:
  ///   - minorUnits: the amount in units of 10^-`exponent`.
  ///   - currency: the ISO 4217 code, three upper-case letters.
  ///   - exponent: the currency's fraction digits, 0 to 18 (`CurrencyTable`).
  ///   - wholeIfPossible: leaves out a fraction of zeros only.
  ///   - out: where the text is appended.
  package func money(
    minorUnits: Int64, currency: String, exponent: Int, wholeIfPossible: Bool = false, into out: inout [UInt8]
  ) {}

  /// Appends the number `mantissa` / 10^`scale`, `1.234,5`; trailing zeros go down to `minimumFraction` digits.
  package func number(mantissa: Int64, scale: Int, minimumFraction: Int = 0, into out: inout [UInt8]) {}

  /// Appends a percentage; the value is the number before the sign: 225 with scale 1 is `22,5 %`.
  package func percent(mantissa: Int64, scale: Int, minimumFraction: Int = 0, into out: inout [UInt8]) {}

  /// Appends a day of the Gregorian calendar.
  package func date(_ day: CivilDate, style: DateStyle, into out: inout [UInt8]) {}
}

/// How much of a day is written.
package enum DateStyle: Sendable, CaseIterable {
  /// With the weekday: `Wednesday, February 25, 2026`.
  case full
  /// `February 25, 2026`.
  case long
  /// `Feb 25, 2026`.
  case medium
  /// Month and year: `February 2026`.
  case month
  /// Day and month: `February 25`.
  case dayMonth
}
