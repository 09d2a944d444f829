enum LanguageAliases {
  static func replacingDeprecated(in tag: LanguageTag) -> LanguageTag { tag }
}
