internal import Liquid

/// `{{ step.number | ordinal }}`: a rank as the recipient's language writes it: `1st`, `1.`, `1º`, `第1`.
///
/// `ordinal: "feminine"` in languages whose ranks have genders (`1ª`, `1re`); the others have one form.
enum OrdinalFilter: MailFilter {
  private static let genders = OrdinalFormat.Gender.allCases.map(\.rawValue)
  private static let wrong = "ordinal takes \(genders.map { "'\($0)'" }.joined(separator: ", ")) or nothing"

  static func filter(for language: MailLanguage) -> Filter {
    Filter.words(
      name: "ordinal", arguments: FilterSignature(positional: 0...1),
      check: { use in
        guard let word = use.positional.first ?? nil, gender(word) == nil else { return nil }
        return FilterProblem(wrong, at: .positional(0))
      }
    ) { value, arguments, _ throws(FilterError) in
      guard case .int(let number) = value, number >= 0 else {
        throw FilterError(
          "ordinal needs a whole number from 0 on", help: "use it on step.number or forloop.index")
      }
      var wanted: OrdinalFormat.Gender?
      if let word = arguments.first {
        guard let known = gender(word) else { throw FilterError(wrong) }
        wanted = known
      }
      let (prefix, suffix) = language.ordinals.text(of: number, gender: wanted)
      return prefix + language.number(number) + suffix
    }
  }

  private static func gender(_ value: Value) -> OrdinalFormat.Gender? {
    guard case .string(let word, _) = value else { return nil }
    return OrdinalFormat.Gender(rawValue: word)
  }
}
