/// The plural rules of one language, from CLDR 47.
package struct PluralRules: Sendable {
  private let cardinal: PluralProgram
  private let ordinal: PluralProgram

  /// The rules of the nearest language that CLDR has; where it has none every number is `other`.
  package init(language: LanguageTag) {
    cardinal = Self.program(for: language, in: Self.cardinals)
    ordinal = Self.program(for: language, in: Self.ordinals)
  }

  /// The category of a count: 1 item, 2 items.
  package func category(of number: PluralOperand) -> PluralCategory { cardinal.category(of: number) }

  /// The category of a rank: 1st, 2nd, 3rd.
  package func ordinalCategory(of number: PluralOperand) -> PluralCategory { ordinal.category(of: number) }

  /// The categories that need words of their own for counts in this language, `other` among them.
  package var categories: Set<PluralCategory> {
    Set(cardinal.relations.compactMap(\.category)).union([.other])
  }

  private static let cardinals = programs(PluralTable.cardinal)
  private static let ordinals = programs(PluralTable.ordinal)

  private static func program(for tag: LanguageTag, in programs: [String: PluralProgram]) -> PluralProgram {
    for candidate in tag.fallbacks {
      if let program = programs[candidate.description] { return program }
    }
    // Another script is no other grammar: `sr-Latn` counts as `sr` does.
    return programs[tag.language] ?? PluralProgram("")
  }

  private static func programs(_ table: [String]) -> [String: PluralProgram] {
    var result: [String: PluralProgram] = [:]
    for group in table {
      let lines = group.split(separator: "\n")
      let program = PluralProgram(lines.count > 1 ? lines[1] : "")
      for language in lines[0].split(separator: " ") { result[String(language)] = program }
    }
    return result
  }
}
