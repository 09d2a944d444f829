internal import Liquid

/// `{{ status.conversions | number }}`: a number with the separators and digits of the recipient's language.
///
/// `number: 2` rounds to two decimals and writes both.
enum NumberFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(
      name: "number", arguments: DecimalsArgument.signature,
      check: { DecimalsArgument.problem($0, "number") }
    ) { value, arguments, output throws(FilterError) in
      guard let number = value.number else {
        throw FilterError("number needs a number", help: "for an amount with a currency use 'money'")
      }
      let (rounded, decimals) = try DecimalsArgument.apply(arguments, to: number, "number")
      language.write(rounded, decimals: decimals, to: &output)
    }
  }
}
