internal import Liquid
internal import Settings

/// `{{ "status.left" | t: count: next.remaining, tier: next.name }}`: shared words, with the plural form that
/// `count` asks for. Numbers, money and days in the places are written as the language writes them.
enum WordsFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "t", arguments: FilterSignature(positional: 0...0, takesAnyName: true),
      check: { check($0, in: language) }
    ) { value, arguments, context throws(FilterError) in
      guard case .string(let key, _) = value, let entry = language.words.entries[key] else {
        throw FilterError("t needs the key of shared words that exist")
      }
      let text: WordText
      switch entry {
      case .text(let only): text = only
      case .plural(let forms):
        guard let operand = arguments["count"].flatMap(operand) else {
          throw FilterError("'\(key)' needs count: with a number, for its plural form")
        }
        guard let form = forms[language.rules.category(of: operand)] else {
          throw FilterError("'\(key)' has no plural form for this number")
        }
        text = form
      }
      return try fill(text, of: key, arguments, context, language)
    }
  }

  private static func fill(
    _ text: WordText, of key: String, _ arguments: Arguments, _ context: FilterContext,
    _ language: MailLanguage
  ) throws(FilterError) -> Value {
    var filled = ""
    for piece in text.pieces {
      switch piece {
      case .literal(let words): filled += context.escape(words)
      case .place(let name):
        guard let value = arguments[name], let written = write(value, context, language) else {
          throw FilterError("'\(key)' needs \(name): with a text, number, amount or day")
        }
        filled += written
      }
    }
    return .string(filled, safe: context.output == .html)
  }

  private static func write(_ value: Value, _ context: FilterContext, _ language: MailLanguage) -> String? {
    switch value {
    case .string(let text, let safe): safe ? text : context.escape(text)
    case .int, .decimal: value.number.map(language.number)
    case .money(let money): context.escape(language.money(money, whole: true))
    case .day(let day): context.escape(language.date(day, .long))
    default: nil
    }
  }

  /// Money counts as it is written: without a fraction of zeros.
  private static func operand(_ value: Value) -> PluralOperand? {
    if case .money(let money) = value {
      let amount = PluralOperand(mantissa: money.minorUnits, scale: money.exponent)
      return amount.isWhole ? PluralOperand(Int64(clamping: amount.i)) : amount
    }
    return value.number.map { PluralOperand(mantissa: $0.mantissa, scale: $0.scale) }
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
