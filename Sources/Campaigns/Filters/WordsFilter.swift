internal import Liquid
internal import Settings

/// Shared words with the plural form that `count` asks for:
/// `{{ "status.left" | t: count: next.remaining, tier: next.name }}`.
///
/// Numbers, money and days in the places are written as the language writes them.
enum WordsFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "t", arguments: FilterSignature(positional: 0...0, takesAnyName: true), isConstant: true,
      check: { check($0, in: language) },
      emit: { value, arguments, _, output throws(FilterError) in
        try write(value, arguments, language, to: &output)
      }
    ) { value, arguments, context throws(FilterError) in
      let isHTML = context.output == .html
      let text = try FilterOutput.text(isHTML: isHTML) { output throws(FilterError) in
        try write(value, arguments, language, to: &output)
      }
      return .string(text, safe: isHTML)
    }
  }

  /// Writes the words with their places filled.
  private static func write(
    _ value: Value, _ arguments: Arguments, _ language: MailLanguage, to output: inout FilterOutput
  ) throws(FilterError) {
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
    for piece in text.pieces {
      switch piece {
      case .literal(let words, let escaped): output.write(safe: output.isHTML ? escaped : words)
      case .place(let name):
        guard let value = arguments[name], write(value, language, to: &output) else {
          throw FilterError("'\(key)' needs \(name): with a text, number, amount or day")
        }
      }
    }
  }

  private static func write(_ value: Value, _ language: MailLanguage, to output: inout FilterOutput) -> Bool {
    switch value {
    case .string(let words, safe: true): output.write(safe: words)
    case .string(let words, safe: false): output.write(words)
    case .int(let number): language.write(Value.Decimal(mantissa: number, scale: 0), to: &output)
    case .decimal(let number): language.write(number, to: &output)
    case .money(let money): language.write(money, whole: true, to: &output)
    case .day(let day): language.write(day: day, .long, to: &output)
    default: return false
    }
    return true
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
