internal import Liquid

/// `{{ next.remaining | amount }}`: money or a number, by what the ladder counts.
enum AmountFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(name: "amount") { value, _, output throws(FilterError) in
      if case .money(let money) = value { return language.write(money, whole: true, to: &output) }
      guard let number = value.number else {
        throw FilterError(
          "amount needs money or a number", help: "use it on status.value, next.remaining or a bound")
      }
      language.write(number, to: &output)
    }
  }
}
