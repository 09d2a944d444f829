/// The plural rules of one language, from CLDR 47.
package struct PluralRules: Sendable {
  /// The rules of the nearest language that CLDR has along `language.fallbacks`; always `other` where it has none.
  package init(language: LanguageTag) {}

  /// The category of a count: 1 item, 2 items.
  package func category(of number: PluralOperand) -> PluralCategory { .other }

  /// The category of a rank: 1st, 2nd, 3rd.
  package func ordinalCategory(of number: PluralOperand) -> PluralCategory { .other }
}
