internal import Liquid

/// `{{ next.remaining | amount }}`: money or a number, by what the ladder counts.
///
/// With the figure's unit, `{{ figure.value | amount: figure.unit }}`, a percentage, months and points say so.
enum AmountFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(name: "amount", arguments: FilterSignature(positional: 0...1)) {
      value, arguments, output throws(FilterError) in
      if case .money(let money) = value { return language.write(money, whole: true, to: &output) }
      guard let number = value.number else {
        throw FilterError(
          "amount needs money or a number", help: "use it on status.value, next.remaining or a bound")
      }
      guard case .string(let unit, _)? = arguments.first else { return language.write(number, to: &output) }
      switch unit {
      case "percent": language.write(percent: number, to: &output)
      case "months", "points": try write(number, counted: "units.\(unit)", language, to: &output)
      default: language.write(number, to: &output)
      }
    }
  }

  /// The number in the shared words of a unit, in the plural form that it asks for.
  private static func write(
    _ number: Value.Decimal, counted key: String, _ language: MailLanguage, to output: inout FilterOutput
  ) throws(FilterError) {
    let operand = PluralOperand(mantissa: number.mantissa, scale: number.scale)
    let shown = operand.isWhole ? PluralOperand(Int64(clamping: operand.i)) : operand
    guard case .plural(let forms)? = language.words.entries[key],
      let form = forms[language.rules.category(of: shown)]
    else { throw FilterError("amount needs the shared words '\(key)' with plural forms") }
    for piece in form.pieces {
      switch piece {
      case .literal(let words, _): output.write(words)
      case .place: language.write(number, to: &output)
      }
    }
  }
}
