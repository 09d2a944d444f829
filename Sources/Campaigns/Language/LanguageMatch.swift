extension LanguageTag {
  /// The tags to try for a reader of this language, the best first, without the default (RFC 4647, section 3.4, along
  /// the parent locales of CLDR): `es-MX`, `es-419`, `es`, `es-ES`. Never crosses a script: `zh-TW` does not reach `zh`.
  package var fallbacks: [LanguageTag] { [self] }

  /// The tag of `available` that serves a reader of this language best, or nil where none does.
  ///
  /// Write `tag.bestMatch(in: available) ?? defaultLanguage`.
  package func bestMatch(in available: some Collection<LanguageTag>) -> LanguageTag? { nil }

  /// Whether this tag lies in the basic language range `range` (RFC 4647, section 3.3.1): `de` takes `de-AT`, `*` takes all.
  package func matches(range: String) -> Bool { false }

  /// The direction its script is written in.
  package var direction: TextDirection { .leftToRight }
}

/// The direction of a line of text; the raw value is that of the HTML attribute `dir`.
package enum TextDirection: String, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
}
