internal import Liquid

/// `{{ tier.rate | percent }}`: `25 %` as the recipient's language writes it.
enum PercentFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(name: "percent") { value, _, output throws(FilterError) in
      guard let number = value.number else {
        throw FilterError(
          "percent needs a rate or a number of per cent", help: "use it on tier.rate or status.progress")
      }
      language.write(percent: number, to: &output)
    }
  }
}
