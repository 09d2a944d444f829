extension LanguageTag {
  /// The tags to try for a reader of this language, the best first (RFC 4647, section 3.4, by CLDR's parent
  /// locales).
  ///
  /// `es-MX`, `es-419`, `es`, `es-ES`: a language without a region stands for its likely region too, so
  /// that a template named `pt-BR` serves `pt`. Never crosses a script (`zh-TW` reaches `zh-Hant`, not
  /// `zh`). Does not hold the default language.
  package var fallbacks: [LanguageTag] {
    var result: [LanguageTag] = []
    func add(_ tag: LanguageTag) {
      if !result.contains(where: { $0.matchKey == tag.matchKey }) { result.append(tag) }
    }
    var next: LanguageTag? = self
    while let tag = next {
      add(tag)
      if tag.region == nil, tag.rest.isEmpty {
        if let likely = tag.withLikelyRegion { add(likely) }
        // `no` is written as Bokmål unless it says otherwise.
        if tag.language == "no" { add(LanguageTag(language: "nb", script: tag.script, region: nil)) }
      }
      next = tag.parent
    }
    return result
  }

  /// The tag of `available` that serves a reader of this language best, or nil where none does.
  ///
  /// Write `tag.bestMatch(in: available) ?? defaultLanguage`.
  package func bestMatch(in available: some Collection<LanguageTag>) -> LanguageTag? {
    for candidate in fallbacks {
      let key = candidate.matchKey
      if let match = available.first(where: { $0.matchKey == key }) { return match }
    }
    return nil
  }

  /// The script this language is written in: its own, or the likely one of its language and region.
  package var resolvedScript: String {
    script ?? LanguageFacts.likelyScript(language: language, region: region)
  }

  /// The direction of that script.
  package var direction: TextDirection {
    LanguageFacts.rightToLeftScripts.contains(resolvedScript) ? .rightToLeft : .leftToRight
  }

  /// Equal for tags that mean the same, whether they spell out a likely script or not: `zh-TW`, `zh-Hant-TW`.
  var matchKey: String {
    "\(language)-\(resolvedScript)-\(region ?? "")-\(rest)"
  }

  /// The next more general locale; nil at the end of the line.
  private var parent: LanguageTag? {
    if !rest.isEmpty { return truncatingRest() }
    guard language != "und" else { return nil }
    let ordinaryScript = LanguageFacts.likelyScript(language: language, region: nil)
    let hasOrdinaryScript = resolvedScript == ordinaryScript
    let spelled = hasOrdinaryScript ? nil : resolvedScript
    let full = LanguageTag(language: language, script: spelled, region: region)
    // The tables are written in canonical form, so syntax is all there is to read.
    if let named = LanguageFacts.parents[full.description] { return LanguageTagParser.parse(named) }
    if region != nil { return LanguageTag(language: language, script: spelled, region: nil) }
    return nil
  }

  /// Without its last subtag, and without a singleton that would then end it.
  private func truncatingRest() -> LanguageTag {
    var subtags = rest.split(separator: "-")
    subtags.removeLast()
    if subtags.last?.utf8.count == 1 { subtags.removeLast() }
    return LanguageTag(
      language: language, script: script, region: region, rest: subtags.joined(separator: "-"))
  }

  private var withLikelyRegion: LanguageTag? {
    let ordinaryScript = LanguageFacts.likelyScript(language: language, region: nil)
    let key = resolvedScript == ordinaryScript ? language : "\(language)-\(resolvedScript)"
    guard let likely = LanguageFacts.likelyRegions[key] ?? LanguageFacts.likelyRegions[language] else {
      return nil
    }
    return LanguageTag(language: language, script: script, region: likely)
  }
}

/// The direction of a line of text; the raw value is that of the HTML attribute `dir`.
package enum TextDirection: String, Sendable {
  case leftToRight = "ltr"
  case rightToLeft = "rtl"
}
