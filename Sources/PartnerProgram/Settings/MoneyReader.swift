internal import Settings

/// Reads amounts and rates; what is wrong goes to the log.
enum MoneyReader {
  /// `25%` or `22.5%`: at most two decimals, 0 to 100.
  static func rate(_ value: SettingsValue) -> Rate? {
    guard let text = value.string() else { return nil }
    let hundredths = Currency(code: "%", exponent: 2)
    let number = text.hasSuffix("%") ? text.dropLast().trimmingSuffix(while: { $0 == " " }) : ""
    guard let amount = try? Money(decimal: String(number), currency: hundredths) else {
      value.fail(
        "'\(text)' is not a rate in percent with at most two decimals", help: "expected for example '25%'")
      return nil
    }
    guard amount.minorUnits <= 10_000 else {
      value.fail("\(text) is out of range, expected 0% to 100%")
      return nil
    }
    return Rate(basisPoints: amount.minorUnits)
  }

  /// `100 USD`, in the program's currency, or in one that `rates` knows where it is given.
  static func money(
    _ value: SettingsValue, currency: Currency?, needsCode: Bool, rates: ExchangeRates? = nil
  ) -> Money? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard var currency else { return nil }
    guard words.count == 2 || (words.count == 1 && !needsCode) else {
      value.fail(
        "'\(text)' is not an amount with its currency", help: "expected for example '100 \(currency)'")
      return nil
    }
    if words.count == 2, words[1] != currency.code {
      guard let other = Currency(code: String(words[1])), rates?.knows(other) == true else {
        value.fail(
          "'\(words[1])' is not the program's currency \(currency), and no rate of exchange_rates applies here"
        )
        return nil
      }
      currency = other
    }
    do {
      return try Money(decimal: String(words[0]), currency: currency)
    } catch {
      value.fail("'\(text)' is not an amount: \(error)")
      return nil
    }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, condition(last) { text.removeLast() }
    return text
  }
}
