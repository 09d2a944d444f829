import PartnerProgram
import Testing

@Suite struct CurrencyTableTests {
  @Test(arguments: [
    ("USD", 2), ("EUR", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3), ("TND", 3), ("CLF", 4), ("ISK", 0),
    ("HUF", 2),
    ("IQD", 3), ("AFN", 2), ("UGX", 0), ("HRK", 2), ("SLE", 2), ("XOF", 0),
  ])
  func `a currency has the exponent of ISO 4217`(code: String, exponent: Int) {
    #expect(CurrencyTable.exponent(of: code) == exponent)
  }

  @Test(arguments: ["", "usd", "US", "USDX", "XXX", "XAU", "ABC", "€", "U\u{0}D"])
  func `what is no currency with a minor unit has none`(code: String) {
    #expect(CurrencyTable.exponent(of: code) == nil)
  }

  @Test func `every code is three upper-case letters`() {
    #expect(CurrencyTable.codes.count == 170)
    #expect(
      CurrencyTable.codes.allSatisfy {
        $0.utf8.count == 3 && $0.utf8.allSatisfy { (0x41...0x5A).contains($0) }
      })
  }
}
