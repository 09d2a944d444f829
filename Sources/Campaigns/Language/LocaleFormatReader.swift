/// Reads a locale's record in the generated table.
///
/// A record it cannot read is a fault of the generator and stops the program.
struct LocaleFormatReader {
  private var fields: [Substring: Substring] = [:]
  private var bytes: [UInt8] = []

  static func read(_ record: String) -> LocaleFormat {
    var reader = LocaleFormatReader()
    let lines = record.split(separator: "\n")
    for line in lines.dropFirst() {
      guard let equals = line.firstIndex(of: "=") else { preconditionFailure("no name in: \(line)") }
      reader.fields[line[..<equals]] = line[line.index(after: equals)...]
    }
    guard let tag = LanguageTagParser.parse(String(lines[0])) else {
      preconditionFailure("no locale: \(record)")
    }
    return reader.format(of: tag)
  }

  private mutating func format(of tag: LanguageTag) -> LocaleFormat {
    let separators = list("separators", count: 2)
    let moneySeparators = fields["money-separators"] == nil ? separators : list("money-separators", count: 2)
    let percent = list("percent", count: 2)
    let money = list("money", count: 4)
    let number = symbols(separators)
    let moneyNumber = symbols(moneySeparators)
    let minus = piece(value("minus"))
    let percentPieces = percent.map { piece($0) }
    let positive = affixes(money[0], money[1])
    let negative = affixes(money[2], money[3])
    let currencies = list("symbols").map { currency($0) }
    let dates = DateStyle.allCases.map { datePattern(value($0.rawValue)) }
    let time = datePattern(value("time"))
    let names = names()
    let first = fields["first-day"].map { piece($0) }
    return LocaleFormat(
      locale: tag, bytes: bytes, digits: LocaleDigits(zero: Array((fields["zero"] ?? "0").utf8)),
      number: number,
      moneyNumber: moneyNumber, minus: minus, percentPrefix: percentPieces[0],
      percentSuffix: percentPieces[1],
      positiveMoney: positive, negativeMoney: negative, symbols: currencies, dates: dates, time: time,
      names: names, firstDay: first)
  }

  private func value(_ name: String) -> Substring {
    guard let value = fields[name[...]] else { preconditionFailure("a locale without \(name)") }
    return value
  }

  private func list(_ name: String, count: Int? = nil) -> [Substring] {
    let parts = value(name).split(separator: "|", omittingEmptySubsequences: false)
    precondition(count == nil || parts.count == count, "\(parts.count) parts in \(name)")
    return parts
  }

  private mutating func piece(_ text: Substring) -> Piece {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    return Piece(start: start, end: bytes.count)
  }

  private mutating func symbols(_ separators: [Substring]) -> NumberSymbols {
    let sizes = list("grouping", count: 3).compactMap { Int($0) }
    precondition(sizes.count == 3, "grouping sizes are numbers")
    return NumberSymbols(
      decimal: piece(separators[0]), group: piece(separators[1]), primary: sizes[0], secondary: sizes[1],
      minimum: sizes[2])
  }

  private mutating func affixes(_ prefix: Substring, _ suffix: Substring) -> MoneyAffixes {
    let sign = "\u{A4}" as Character
    let before = prefix.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false)
    let behind = suffix.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false)
    precondition(before.count + behind.count == 3, "one place for the currency in \(prefix)…\(suffix)")
    let isFirst = before.count == 2
    return MoneyAffixes(
      prefix: piece(before[0]), prefixRest: piece(isFirst ? before[1] : ""), suffix: piece(behind[0]),
      suffixRest: piece(isFirst ? "" : behind[1]), isSymbolFirst: isFirst,
      touchesDigits: isFirst ? before[1].isEmpty : behind[0].isEmpty)
  }

  private mutating func currency(_ entry: Substring) -> CurrencySymbol {
    let symbol = entry.dropFirst(4)
    guard let first = symbol.unicodeScalars.first, let last = symbol.unicodeScalars.last else {
      preconditionFailure("a currency without symbol: \(entry)")
    }
    return CurrencySymbol(
      code: CurrencySymbol.key(String(entry.prefix(3))), symbol: piece(symbol),
      needsSpaceAfter: !isSymbolOrSpace(last), needsSpaceBefore: !isSymbolOrSpace(first))
  }

  private func isSymbolOrSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Names that stand alone are those within a date where the table has no others.
  private mutating func names() -> [Piece] {
    var names = [Piece](repeating: Piece(), count: NameList.count)
    for (field, start, otherwise) in [
      ("months", NameList.months, ""), ("months-alone", .monthsAlone, "months"),
      ("short-months", .shortMonths, ""), ("short-months-alone", .shortMonthsAlone, "short-months"),
      ("weekdays", .weekdays, ""), ("short-weekdays", .shortWeekdays, ""), ("day-periods", .dayPeriods, ""),
    ] {
      let known = fields[field[...]] == nil ? otherwise : field
      for (offset, name) in list(known, count: start.length).enumerated() {
        names[start.rawValue + offset] = piece(name)
      }
    }
    return names
  }

  /// Reads a date pattern (UTS #35, part 4, section 8) of the letters the generator lets pass.
  private mutating func datePattern(_ pattern: Substring) -> [DatePart] {
    var parts: [DatePart] = []
    var literal = ""
    var isQuoted = false
    var rest = pattern.unicodeScalars[...]
    func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }
    while let scalar = rest.first {
      if scalar == "'" {
        isQuoted.toggle()
        rest.removeFirst()
      } else if isQuoted || !isLetter(scalar) {
        literal.unicodeScalars.append(scalar)
        rest.removeFirst()
      } else {
        if !literal.isEmpty { parts.append(.literal(piece(literal[...]))) }
        literal = ""
        let run = rest.prefix { $0 == scalar }
        rest = rest.dropFirst(run.count)
        parts.append(datePart(String(run)))
      }
    }
    if !literal.isEmpty { parts.append(.literal(piece(literal[...]))) }
    return parts
  }

  private func datePart(_ letters: String) -> DatePart {
    switch letters {
    case "y": .year
    case "M", "MM": .month(digits: letters.utf8.count)
    case "d", "dd": .day(digits: letters.utf8.count)
    case "MMMM": .monthName(.months)
    case "LLLL": .monthName(.monthsAlone)
    case "MMM": .monthName(.shortMonths)
    case "LLL": .monthName(.shortMonthsAlone)
    case "EEEE": .weekdayName
    case "H", "HH": .hour(digits: letters.utf8.count)
    case "h", "hh": .hourOfTwelve(digits: letters.utf8.count)
    case "mm": .minute
    case "a": .dayPeriod
    default: preconditionFailure("an unknown date field: \(letters)")
    }
  }
}
