internal import Liquid

/// `{{ next.remaining | amount }}`: money or a number, by what the ladder counts.
///
/// With the figure's unit, `{{ figure.value | amount: figure.unit }}`, a percentage, months and points say so.
enum AmountFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(name: "amount", arguments: FilterSignature(positional: 0...1)) {
      value, arguments, _ throws(FilterError) in
      if case .money(let money) = value { return language.money(money, whole: true) }
      guard let number = value.number else {
        throw FilterError(
          "amount needs money or a number", help: "use it on status.value, next.remaining or a bound")
      }
      guard case .string(let unit, _)? = arguments.first else { return language.number(number) }
      switch unit {
      case "percent": return language.percent(number)
      case "months", "points": return try counted(number, "units.\(unit)", language)
      default: return language.number(number)
      }
    }
  }

  /// The number in the shared words of a unit, in the plural form that it asks for.
  private static func counted(
    _ number: Value.Decimal, _ key: String, _ language: MailLanguage
  ) throws(FilterError) -> String {
    let operand = PluralOperand(mantissa: number.mantissa, scale: number.scale)
    let shown = operand.isWhole ? PluralOperand(Int64(clamping: operand.i)) : operand
    guard case .plural(let forms)? = language.words.entries[key],
      let form = forms[language.rules.category(of: shown)]
    else { throw FilterError("amount needs the shared words '\(key)' with plural forms") }
    return form.pieces.reduce(into: "") { text, piece in
      switch piece {
      case .literal(let words, _): text += words
      case .place: text += language.number(number)
      }
    }
  }
}
