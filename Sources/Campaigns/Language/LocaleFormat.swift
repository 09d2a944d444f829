/// How one locale writes numbers, money, percentages and days, from CLDR 47.
///
/// Text is appended as UTF-8, and nothing is ever rounded: round first. The output holds U+00A0, U+202F,
/// U+200E and the like where CLDR does; it is for people, not for parsing or comparing. Look a format up
/// once per language and keep it.
package struct LocaleFormat: Sendable {
  /// The locale whose conventions these are, such as `de-AT`.
  package let locale: LanguageTag

  /// Every text of the locale, end to end; the pieces below point into it.
  let bytes: [UInt8]
  let digits: LocaleDigits
  let number: NumberSymbols
  let moneyNumber: NumberSymbols
  let minus: Piece
  let percentPrefix: Piece
  let percentSuffix: Piece
  let positiveMoney: MoneyAffixes
  let negativeMoney: MoneyAffixes
  let symbols: [CurrencySymbol]
  /// In the order of `DateStyle.allCases`.
  let dates: [[DatePart]]
  /// A time of day.
  let time: [DatePart]
  /// Month and weekday names, numbered as `NameList` says.
  let names: [Piece]
  /// The first of a month beside its name, such as `1er`; nil where it is a 1.
  let firstDay: Piece?

  /// The format of the nearest locale along `tag.fallbacks`, or that of `en`.
  package static func `for`(_ tag: LanguageTag) -> LocaleFormat {
    for candidate in tag.fallbacks {
      if let format = all[candidate.matchKey] { return format }
    }
    return english
  }

  /// The locales that have a format of their own, sorted.
  package static var available: [LanguageTag] {
    all.values.map(\.locale).sorted { $0.description < $1.description }
  }

  private static let all: [String: LocaleFormat] = Dictionary(
    uniqueKeysWithValues: LocaleTable.records.map { record in
      let format = LocaleFormatReader.read(record)
      return (format.locale.matchKey, format)
    })

  private static let english: LocaleFormat = {
    let tag = LanguageTag(language: "en", script: nil, region: nil)
    guard let format = all[tag.matchKey] else { preconditionFailure("the table of locales has no English") }
    return format
  }()

  func append(_ piece: Piece, to out: inout [UInt8]) {
    guard piece.start < piece.end else { return }
    // The pointer stays within the call, and a piece lies within `bytes` by construction.
    bytes.withUnsafeBufferPointer {
      out.append(contentsOf: UnsafeBufferPointer(rebasing: $0[piece.start..<piece.end]))
    }
  }
}

/// A slice of a format's bytes.
struct Piece: Sendable {
  var start = 0
  var end = 0
}

/// What stands between the digits of a number, and where.
struct NumberSymbols: Sendable {
  var decimal: Piece
  var group: Piece
  /// The digits of the last group.
  var primary: Int
  /// The digits of the groups before it.
  var secondary: Int
  /// How many digits must stand before the first separator: 2 where 1234 has none.
  var minimum: Int
}
