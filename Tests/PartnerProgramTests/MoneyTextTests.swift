import Testing

@testable import PartnerProgram

@Suite struct MoneyTextTests {
  @Test(arguments: [
    ("0", 0), ("5", 500), ("5.5", 550), ("5.05", 505), ("0.01", 1), ("1234567.89", 123_456_789),
    ("92233720368547758.07", Int64.max), ("007", 700),
  ])
  func `a plain decimal is read exactly`(text: String, units: Int64) throws {
    #expect(try Money(decimal: text, currency: usd).minorUnits == units)
  }

  @Test(arguments: [
    ("", Money.TextError.empty), ("-1", .negative), ("+1", .malformed), (".5", .malformed),
    ("5.", .malformed),
    ("1.2.3", .malformed), ("1 000", .malformed), ("1e3", .malformed), ("１", .malformed), ("$5", .malformed),
    ("5.000", .tooManyDecimals(given: 3, currency: usd)), ("92233720368547758.08", .tooLarge),
  ])
  func `anything else is refused with its reason`(text: String, reason: Money.TextError) {
    #expect(throws: reason) { _ = try Money(decimal: text, currency: usd) }
  }

  @Test func `plain text has code, groups and the currency's decimals`() {
    #expect(dollars(123_450).plainText == "USD 1,234.50")
    #expect(dollars(-5).plainText == "-USD 0.05")
    #expect(dollars(100_000_000).plainText == "USD 1,000,000.00")
    #expect(Money(minorUnits: 1_234, currency: Currency(code: "JPY", exponent: 0)).plainText == "JPY 1,234")
    #expect(Money(minorUnits: .min, currency: usd).decimalText == "-92233720368547758.08")
  }

  @Test func `a rate is shown without decimals that are 0`() {
    #expect(
      [2_500, 2_250, 2_205, 0, 10_000].map { Rate(basisPoints: $0).percentText } == [
        "25%", "22.5%", "22.05%", "0%", "100%",
      ])
  }
}
