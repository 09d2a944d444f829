/// Replaces deprecated and overlong codes, so that equal languages have equal tags (RFC 5646, section 4.5).
enum LanguageAliases {
  static func replacingDeprecated(in tag: LanguageTag) -> LanguageTag {
    var language = tag.language
    var script = tag.script
    var region = tag.region
    // A replacement may bring a script or a region along: `sh` is `sr-Latn`. What the tag itself says comes
    // first.
    if let alias = LanguageFacts.languageAliases[language], let new = LanguageTagParser.parse(alias) {
      language = new.language
      script = script ?? new.script
      region = region ?? new.region
    }
    if let given = region { region = LanguageFacts.regionAliases[given] ?? given }
    return LanguageTag(language: language, script: script, region: region, rest: tag.rest)
  }
}
