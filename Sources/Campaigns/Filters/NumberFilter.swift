internal import Liquid

/// `{{ status.conversions | number }}`: a number with the separators and digits of the recipient's language.
enum NumberFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(name: "number") { value, _, output throws(FilterError) in
      guard let number = value.number else {
        throw FilterError("number needs a number", help: "for an amount with a currency use 'money'")
      }
      language.write(number, to: &output)
    }
  }
}
