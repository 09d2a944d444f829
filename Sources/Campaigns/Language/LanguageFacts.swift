/// The generated tables of languages as dictionaries, split when first used.
enum LanguageFacts {
  /// The script a language, or a `language-REGION` pair, is most likely written in; Latn where nothing is
  /// listed.
  static let likelyScripts: [String: String] = inverted(LanguageTable.likelyScripts)

  static let rightToLeftScripts = Set(words(LanguageTable.rightToLeftScripts[...]))

  /// The likely region of a language, or of a `language-Script` pair.
  static let likelyRegions: [String: String] = Dictionary(
    uniqueKeysWithValues: words(LanguageTable.likelyRegions[...]).compactMap { pair in
      guard let dash = pair.lastIndex(of: "-") else { return nil }
      return (String(pair[..<dash]), String(pair[pair.index(after: dash)...]))
    })

  /// The parents of CLDR that truncation would not find.
  static let parents: [String: String] = inverted(LanguageTable.parents)

  static let languageAliases = aliases(LanguageTable.languageAliases)
  static let regionAliases = aliases(LanguageTable.regionAliases)

  /// The script that a reader of this language expects; `region` may change it (`zh-TW`).
  static func likelyScript(language: String, region: String?) -> String {
    if let region, let script = likelyScripts["\(language)-\(region)"] { return script }
    return likelyScripts[language] ?? "Latn"
  }

  /// From lines of a value and its keys to key and value.
  private static func inverted(_ table: String) -> [String: String] {
    var result: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let row = words(line)
      for key in row.dropFirst() { result[key] = row[0] }
    }
    return result
  }

  private static func aliases(_ table: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: words(table[...]).compactMap { pair in
        guard let equals = pair.firstIndex(of: "=") else { return nil }
        return (String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
      })
  }

  private static func words(_ text: Substring) -> [String] {
    text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
  }
}
