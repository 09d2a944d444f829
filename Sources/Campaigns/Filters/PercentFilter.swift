internal import Liquid

/// `{{ tier.rate | percent }}`: `25 %` as the recipient's language writes it.
///
/// `percent: 1` rounds to one decimal and writes it.
enum PercentFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter.text(
      name: "percent", arguments: DecimalsArgument.signature,
      check: { DecimalsArgument.problem($0, "percent") }
    ) { value, arguments, output throws(FilterError) in
      guard let number = value.number else {
        throw FilterError(
          "percent needs a rate or a number of per cent", help: "use it on tier.rate or status.progress")
      }
      let (rounded, decimals) = try DecimalsArgument.apply(arguments, to: number, "percent")
      language.write(percent: rounded, decimals: decimals, to: &output)
    }
  }
}
