internal import Liquid

/// `{{ status.revenue | money }}`: an amount in its own currency, as the recipient's language writes it.
///
/// `money: "whole"` leaves out a fraction of zeros.
enum MoneyFilter: MailFilter {
  private static let noCurrency = "money needs an amount with a currency"
  private static let help = "for a plain number use 'number'"

  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(
      name: "money", arguments: FilterSignature(positional: 0...1),
      check: { use in
        if let input = use.input, input.number != nil {
          return FilterProblem(noCurrency, help: help, at: .input)
        }
        guard case .string(let word, _)?? = use.positional.first, word != "whole" else { return nil }
        return FilterProblem("money takes 'whole' or nothing", at: .positional(0))
      }
    ) { value, arguments, output throws(FilterError) in
      guard case .money(let money) = value else {
        throw FilterError(noCurrency, help: help)
      }
      switch arguments.first {
      case .none: language.write(money, to: &output)
      case .some(.string("whole", _)): language.write(money, whole: true, to: &output)
      default: throw FilterError("money takes 'whole' or nothing")
      }
    }
  }
}
