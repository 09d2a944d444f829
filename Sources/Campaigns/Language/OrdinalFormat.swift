/// How one language writes a rank: `1st`, `2.`, `3º`, `第4`.
struct OrdinalFormat: Sendable {
  /// What a rank agrees with, in languages that have genders.
  enum Gender: String, CaseIterable, Sendable {
    case masculine, feminine, neuter
  }

  /// What stands before and after the number, by ordinal category; `other` is always there.
  private struct Form: Sendable {
    var texts: [PluralCategory: (prefix: String, suffix: String)] = [:]
  }

  private let plain: Form
  private let gendered: [Gender: Form]
  private let rules: PluralRules

  /// The format of the nearest language that CLDR has, else that of its root: `1.`.
  init(language: LanguageTag, rules: PluralRules) {
    self.rules = rules
    let keys = language.fallbacks.map(\.description) + [language.language]
    let key = keys.first { Self.forms[$0] != nil }
    plain = key.flatMap { Self.forms[$0] } ?? Form(texts: [.other: ("", ".")])
    gendered = Dictionary(
      uniqueKeysWithValues: Gender.allCases.compactMap { gender in
        key.flatMap { Self.forms["\($0).\(gender.rawValue)"] }.map { (gender, $0) }
      })
  }

  /// The genders that ranks have in this language; none where they have one form only.
  var genders: [Gender] { Gender.allCases.filter { gendered[$0] != nil } }

  /// What stands around the digits of a rank.
  func text(of number: Int64, gender: Gender?) -> (prefix: String, suffix: String) {
    let form = gender.flatMap { gendered[$0] } ?? plain
    return form.texts[rules.ordinalCategory(of: PluralOperand(number))] ?? form.texts[.other] ?? ("", ".")
  }

  private static let forms: [String: Form] = Dictionary(
    uniqueKeysWithValues: OrdinalTable.rows.map { row in
      let parts = row.split(separator: "|")
      var form = Form()
      for part in parts.dropFirst() {
        guard let equals = part.firstIndex(of: "="),
          let category = PluralCategory(rawValue: String(part[..<equals])),
          let place = part.firstRange(of: "{}")
        else { preconditionFailure("an ordinal without category or place: \(row)") }
        form.texts[category] = (
          String(part[part.index(after: equals)..<place.lowerBound]), String(part[place.upperBound...])
        )
      }
      return (String(parts[0]), form)
    })
}
