internal import Yams

/// Reads a mapping key by key and then refuses the keys that nobody asked for.
package final class MappingReader {
  private let owner: SettingsValue
  private let pairs: [String: (key: Node, value: Node)]
  private let order: [String]
  private var asked: Set<String> = []

  init(_ mapping: Node.Mapping, of owner: SettingsValue) {
    self.owner = owner
    var pairs: [String: (key: Node, value: Node)] = [:]
    var order: [String] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        owner.with(key).fail("expected a plain key", kind: .wrongType)
        continue
      }
      pairs[name] = (key, value)
      order.append(name)
    }
    self.pairs = pairs
    self.order = order
  }

  /// The value of a key; nil where the key is absent or its value is empty (`key:`).
  package func optional(_ key: String) -> SettingsValue? {
    asked.insert(key)
    guard let value = pairs[key]?.value else { return nil }
    if let scalar = value.scalar, scalar.string.isEmpty, scalar.style == .plain { return nil }
    return owner.with(value)
  }

  /// The value of a key that must be there.
  package func required(_ key: String) -> SettingsValue? {
    if let value = optional(key) { return value }
    (pairs[key].map { owner.with($0.key) } ?? owner).fail(
      "the key '\(key)' is missing or empty", kind: .missingKey)
    return nil
  }

  /// Reports a mistake at a key, for rules between keys.
  package func fail(
    at key: String, _ message: String, kind: Problem.Kind = .conflict, help: String? = nil
  ) {
    (pairs[key].map { owner.with($0.key) } ?? owner).fail(message, kind: kind, help: help)
  }

  /// Whether the key stands in the mapping.
  package func has(_ key: String) -> Bool { pairs[key] != nil }

  /// The keys that nobody has asked for yet, in the file's order, with their values.
  package func remaining() -> [(name: String, key: SettingsValue, value: SettingsValue)] {
    order.filter { !asked.contains($0) }.compactMap { name in
      pairs[name].map { (name, owner.with($0.key), owner.with($0.value)) }
    }
  }

  /// Refuses every key that was not asked for.
  ///
  /// - Parameter known: further keys that exist here, for the suggestion.
  package func finish(known: [String] = []) {
    for (name, key, _) in remaining() {
      key.fail(
        "unknown key '\(name)'", kind: .unknownKey,
        help: Suggestion.help(for: name, among: asked.union(known))
          ?? "the keys here are \(asked.union(known).sorted().joined(separator: ", "))")
    }
  }
}
