internal import Liquid

/// `{{ status.conversions | pluralize: "sale", "sales" }}`: the word that goes with a number; the number itself
/// is written beside it.
///
/// Languages with more than one and many name their forms: `pluralize: one: "…", few: "…", many: "…", other: "…"`.
enum PluralizeFilter: MailFilter {
  static func filter(for language: MailLanguage) -> Filter {
    Filter(
      name: "pluralize",
      arguments: FilterSignature(positional: 0...2, named: PluralCategory.allCases.map(\.rawValue)),
      check: { check($0, language) }
    ) { value, arguments, _ throws(FilterError) in
      guard let operand = PluralOperand(written: value) else {
        throw FilterError(
          "pluralize needs a number", help: "use it on status.conversions or period.days_left")
      }
      let category = language.rules.category(of: operand)
      let word: Value?
      if arguments.positional.isEmpty {
        word = arguments[category.rawValue] ?? arguments["other"]
      } else {
        word = category == .one ? arguments.positional[0] : arguments.positional.last
      }
      guard let word, case .string = word else { throw FilterError("pluralize: the words are texts") }
      return word
    }
  }

  /// The language's own forms must be there: found out when the template is compiled.
  private static func check(_ use: FilterUse, _ language: MailLanguage) -> FilterProblem? {
    // `many` is for whole millions in languages such as French, and reads like `other` there.
    let needed = language.rules.categories
    let isSimple = needed.isSubset(of: [.one, .many, .other])
    let order = PluralCategory.allCases.filter { needed.contains($0) }.map(\.rawValue)
    let example = "write pluralize: " + order.map { "\($0): '…'" }.joined(separator: ", ")
    if !use.positional.isEmpty {
      if !use.named.isEmpty {
        return FilterProblem("pluralize takes two words or named forms, not both", help: example)
      }
      if !isSimple {
        return FilterProblem(
          "words after a number have the forms \(order.joined(separator: ", ")) in \(language.tag)",
          help: example, at: .positional(0))
      }
      if use.positional.count == 1 {
        return FilterProblem("pluralize needs two words", help: "write pluralize: 'sale', 'sales'")
      }
      return nil
    }
    let missing = order.filter { name in
      !(isSimple && name == "many") && !use.named.contains { $0.name == name }
    }
    guard missing.isEmpty else {
      let two = isSimple && use.named.isEmpty
      return FilterProblem(
        "pluralize lacks the form \(missing.map { "'\($0)'" }.joined(separator: ", "))",
        help: two ? "write pluralize: 'sale', 'sales'" : example)
    }
    return nil
  }
}
