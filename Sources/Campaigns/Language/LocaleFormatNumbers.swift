extension LocaleFormat {
  /// Appends an amount in a currency, `1.234,50 €`.
  ///
  /// - Parameters:
  ///   - minorUnits: the amount in units of 10^-`exponent`.
  ///   - currency: the ISO 4217 code, three upper-case letters.
  ///   - exponent: the currency's fraction digits, 0 to 18 (`CurrencyTable`).
  ///   - wholeIfPossible: leaves out a fraction of zeros only.
  ///   - out: where the text is appended.
  package func money(
    minorUnits: Int64, currency: String, exponent: Int, wholeIfPossible: Bool = false, into out: inout [UInt8]
  ) {
    var code: UInt32 = 0
    for byte in currency.utf8.prefix(4) { code = code << 8 | UInt32(byte) }
    money(
      minorUnits: minorUnits, currencyCode: code, exponent: exponent, wholeIfPossible: wholeIfPossible,
      into: &out)
  }

  /// The same with the three bytes of the code as one number, the first in the highest place.
  func money(
    minorUnits: Int64, currencyCode: UInt32, exponent: Int, wholeIfPossible: Bool = false,
    into out: inout [UInt8]
  ) {
    let affixes = minorUnits < 0 ? negativeMoney : positiveMoney
    let minimum = wholeIfPossible ? 0 : exponent
    append(affixes.prefix, to: &out)
    if affixes.isSymbolFirst {
      appendSymbol(of: currencyCode, beforeDigits: affixes.touchesDigits, afterDigits: false, to: &out)
      append(affixes.prefixRest, to: &out)
    }
    appendDigits(
      minorUnits.magnitude, scale: exponent, minimumFraction: minimum, isAllOrNone: true,
      symbols: moneyNumber,
      to: &out)
    append(affixes.suffix, to: &out)
    if !affixes.isSymbolFirst {
      appendSymbol(of: currencyCode, beforeDigits: false, afterDigits: affixes.touchesDigits, to: &out)
      append(affixes.suffixRest, to: &out)
    }
  }

  /// Appends the number `mantissa` / 10^`scale`, `1.234,5`.
  ///
  /// Zeros at the end of the fraction are left out down to `minimumFraction` digits. `scale` is 0 to 18.
  package func number(mantissa: Int64, scale: Int, minimumFraction: Int = 0, into out: inout [UInt8]) {
    if mantissa < 0 { append(minus, to: &out) }
    appendDigits(
      mantissa.magnitude, scale: scale, minimumFraction: minimumFraction, isAllOrNone: false, symbols: number,
      to: &out)
  }

  /// Appends a percentage; the value is the number before the sign: 225 with scale 1 is `22,5 %`.
  package func percent(mantissa: Int64, scale: Int, minimumFraction: Int = 0, into out: inout [UInt8]) {
    if mantissa < 0 { append(minus, to: &out) }
    append(percentPrefix, to: &out)
    appendDigits(
      mantissa.magnitude, scale: scale, minimumFraction: minimumFraction, isAllOrNone: false, symbols: number,
      to: &out)
    append(percentSuffix, to: &out)
  }

  private func appendDigits(
    _ magnitude: UInt64, scale: Int, minimumFraction: Int, isAllOrNone: Bool, symbols: NumberSymbols,
    to out: inout [UInt8]
  ) {
    precondition((0...18).contains(scale), "a scale of 0 to 18 digits")
    var rest = magnitude
    var fraction = scale
    if minimumFraction < scale {
      // All zeros or none of them for money (`5,50`, `5`), as many as there are for numbers (`5,5`).
      var trimmed = rest
      var kept = fraction
      while kept > minimumFraction, trimmed % 10 == 0 {
        trimmed /= 10
        kept -= 1
      }
      if !isAllOrNone || kept == 0 {
        rest = trimmed
        fraction = kept
      }
    }
    var scratch = LocaleDigits.Scratch(repeating: 0)
    var position = scratch.count
    if fraction > 0 {
      for _ in 0..<fraction {
        digits.prepend(rest % 10, to: &scratch, before: &position)
        rest /= 10
      }
      prepend(symbols.decimal, to: &scratch, before: &position)
    }
    prependGrouped(rest, symbols: symbols, to: &scratch, before: &position)
    // The pointer stays within the call.
    scratch.span.withUnsafeBufferPointer {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[position...]))
    }
  }

  private func prependGrouped(
    _ value: UInt64, symbols: NumberSymbols, to scratch: inout LocaleDigits.Scratch,
    before position: inout Int
  ) {
    var rest = value
    var untilSeparator = isGrouped(value, by: symbols) ? symbols.primary : Int.max
    repeat {
      if untilSeparator == 0 {
        prepend(symbols.group, to: &scratch, before: &position)
        untilSeparator = symbols.secondary
      }
      digits.prepend(rest % 10, to: &scratch, before: &position)
      rest /= 10
      untilSeparator -= 1
    } while rest > 0
  }

  private func isGrouped(_ value: UInt64, by symbols: NumberSymbols) -> Bool {
    var least: UInt64 = 1
    for _ in 1..<(symbols.primary + symbols.minimum) { least *= 10 }
    return value >= least
  }

  @inline(__always)
  private func prepend(_ piece: Piece, to scratch: inout LocaleDigits.Scratch, before position: inout Int) {
    var index = piece.end
    while index > piece.start {
      index -= 1
      position -= 1
      scratch[position] = bytes[index]
    }
  }

  /// Appends the locale's symbol for the currency, or its code where the locale has none.
  private func appendSymbol(of key: UInt32, beforeDigits: Bool, afterDigits: Bool, to out: inout [UInt8]) {
    let known = symbols.first { $0.code == key }
    if afterDigits, known?.needsSpaceBefore ?? true { out.append(contentsOf: noBreakSpace) }
    if let known {
      append(known.symbol, to: &out)
    } else {
      var rest = key
      while rest != 0 {
        let letter = UInt8(truncatingIfNeeded: rest >> 24)
        if letter != 0 { out.append(letter) }
        rest <<= 8
      }
    }
    if beforeDigits, known?.needsSpaceAfter ?? true { out.append(contentsOf: noBreakSpace) }
  }
}

/// U+00A0, which CLDR puts between a currency's letters and a digit.
private let noBreakSpace: [UInt8] = [0xC2, 0xA0]
