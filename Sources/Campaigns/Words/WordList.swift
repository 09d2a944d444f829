internal import Settings

/// The shared words of one language: `Templates/locales/LANGUAGE.yaml`, read by the filter `t`.
struct WordList: Sendable {
  /// One text, or one per plural category.
  enum Entry: Sendable {
    case text(WordText)
    case plural([PluralCategory: WordText])

    /// The places that a use must fill.
    var names: Set<String> {
      switch self {
      case .text(let text): text.names
      case .plural(let forms): forms.values.reduce(into: ["count"]) { $0.formUnion($1.names) }
      }
    }
  }

  private(set) var entries: [String: Entry] = [:]

  /// No words.
  init() {}

  /// Reads the file; plural forms that the language does not have, or that are missing, are problems.
  init(_ root: SettingsValue, rules: PluralRules) { read(root, prefix: "", rules: rules) }

  private mutating func read(_ value: SettingsValue, prefix: String, rules: PluralRules) {
    for (name, value) in value.entries() ?? [] {
      guard let key = name.string() else { continue }
      let path = prefix.isEmpty ? key : "\(prefix).\(key)"
      if value.isScalar {
        guard let text = value.string() else { continue }
        if key.contains(".") {
          name.fail("a key of shared words has no point in it", help: "points part the keys")
        }
        if text.isEmpty { name.fail("the words '\(path)' are empty", kind: .missingKey) }
        WordText(text, at: value).map { entries[path] = .text($0) }
      } else if let forms = plural(value, rules: rules) {
        entries[path] = .plural(forms)
      } else {
        read(value, prefix: path, rules: rules)
      }
    }
  }

  /// The forms, where the mapping has `other` or nothing but categories; nil for a mapping of further keys.
  private func plural(_ value: SettingsValue, rules: PluralRules) -> [PluralCategory: WordText]? {
    guard let pairs = value.entries() else { return [:] }
    let names = pairs.compactMap { $0.name.string() }
    guard
      names.contains("other") || (!names.isEmpty && names.allSatisfy { PluralCategory(rawValue: $0) != nil })
    else { return nil }
    var forms: [PluralCategory: WordText] = [:]
    for (name, value) in pairs {
      guard let category = name.choice(of: PluralCategory.self), let text = value.string() else { continue }
      guard rules.categories.contains(category) else {
        name.fail(
          "this language has no plural form '\(category.rawValue)'",
          help: "it has \(rules.categories.map(\.rawValue).sorted().joined(separator: ", "))")
        continue
      }
      WordText(text, at: value).map { forms[category] = $0 }
    }
    let missing = rules.categories.subtracting(forms.keys).map(\.rawValue).sorted()
    if !missing.isEmpty {
      value.fail(
        "the plural form \(missing.map { "'\($0)'" }.joined(separator: ", ")) is missing", kind: .missingKey)
    }
    return forms
  }
}
