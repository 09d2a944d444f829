internal import Settings

/// Which keys a segment file may not use, and what to write instead.
enum KeyRules {
  /// The columns of every partner that no segment selects by under this name.
  private static let columns: [String: (kind: Problem.Kind, help: String?)] = [
    "country": (.unknownKey, "write 'region', it takes countries too"),
    "left": (.unknownKey, "write 'status: left' or 'status: active'"),
    "id": (.notAvailable, nil),
    "email": (.notAvailable, nil),
    "time_zone": (.notAvailable, nil),
  ]

  /// The problem with a key that no criterion takes; nil where it is a partner field or may be one.
  static func refusal(of key: String, fields: Set<String>?) -> (Problem.Kind, String, help: String?)? {
    if let (kind, help) = columns[key] {
      return (
        kind, kind == .notAvailable ? "selecting by '\(key)' is not available yet" : "unknown key '\(key)'",
        help
      )
    }
    if key == "name" || key == "description" {
      return (.unknownKey, "'\(key)' stands at the top of the file only", nil)
    }
    guard let fields, !fields.contains(key) else { return nil }
    let keys = allCriteria.compactMap { $0.key } + ["any", "except"]
    return (
      .unknownKey, "'\(key)' is neither a criterion nor a partner field",
      Suggestion.help(for: key, among: keys + Array(fields))
        ?? "the criteria are \(keys.joined(separator: ", "))"
    )
  }
}
