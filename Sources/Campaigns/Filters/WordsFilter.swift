internal import Liquid
internal import Mail
internal import Settings

/// Shared words with the plural form that `count` asks for:
/// `{{ "status.left" | t: count: next.remaining, tier: next.name }}`.
///
/// Numbers, money and days in the places are written as the language writes them.
enum WordsFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "t", arguments: FilterSignature(positional: 0...0, takesAnyName: true),
      check: { check($0, in: language) },
      emit: { value, arguments, context, output throws(FilterError) in
        let text = try written(value, arguments, context, language)
        if context.output == .html { output.write(safe: text) } else { output.write(text) }
      }
    ) { value, arguments, context throws(FilterError) in
      .string(try written(value, arguments, context, language), safe: context.output == .html)
    }
  }

  /// The words with their places filled, escaped where the output is HTML.
  private static func written(
    _ value: Value, _ arguments: Arguments, _ context: FilterContext, _ language: MailLanguage
  ) throws(FilterError) -> String {
    guard case .string(let key, _) = value, let entry = language.words.entries[key] else {
      throw FilterError("t needs the key of shared words that exist")
    }
    let text: WordText
    switch entry {
    case .text(let only): text = only
    case .plural(let forms):
      guard let operand = arguments["count"].flatMap(PluralOperand.init(written:)) else {
        throw FilterError("'\(key)' needs count: with a number, for its plural form")
      }
      guard let form = forms[language.rules.category(of: operand)] else {
        throw FilterError("'\(key)' has no plural form for this number")
      }
      text = form
    }
    let isHTML = context.output == .html
    if text.pieces.count == 1, case .literal(let words, let escaped) = text.pieces[0] {
      return isHTML ? escaped : words
    }
    var filled = ""
    for piece in text.pieces {
      switch piece {
      case .literal(let words, let escaped): filled += isHTML ? escaped : words
      case .place(let name):
        guard let value = arguments[name], write(value, context, language, into: &filled) else {
          throw FilterError("'\(key)' needs \(name): with a text, number, amount or day")
        }
      }
    }
    return filled
  }

  private static func write(
    _ value: Value, _ context: FilterContext, _ language: MailLanguage, into text: inout String
  ) -> Bool {
    switch value {
    case .string(let words, let safe):
      text += safe || !words.utf8.contains(where: isSpecial) ? words : context.escape(words)
    case .int(let number): text += language.number(Value.Decimal(mantissa: number, scale: 0))
    case .decimal(let number): text += language.number(number)
    case .money(let money): text += context.escape(language.money(money, whole: true))
    case .day(let day): text += context.escape(language.date(CivilDate(daysSinceEpoch: Int(day)), .long))
    default: return false
    }
    return true
  }

  /// Whether HTML escapes the byte.
  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
  }

  /// The key must exist and every place must be filled: found out when the template is compiled.
  private static func check(_ use: FilterUse, in language: MailLanguage) -> FilterProblem? {
    guard case .string(let key, _)? = use.input else { return nil }
    guard let entry = language.words.entries[key] else {
      return FilterProblem(
        "there are no shared words '\(key)' in \(language.tag)",
        help: Settings.Suggestion.help(for: key, among: language.words.entries.keys), at: .input)
    }
    let missing = entry.names.subtracting(use.named.map(\.name)).sorted()
    guard let first = missing.first else { return nil }
    return FilterProblem(
      "the words '\(key)' need \(missing.map { "\($0):" }.joined(separator: ", "))",
      help: "write '\(key)' | t: \(first): …")
  }
}
