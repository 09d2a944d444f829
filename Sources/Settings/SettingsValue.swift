internal import Yams

/// One value of a settings file.
///
/// Readings that fail report a problem and return nil.
package struct SettingsValue {
  let node: Node
  let source: SourceText
  let log: ProblemLog

  /// Reports a mistake at this value.
  package func fail(_ message: String, kind: Problem.Kind = .invalidValue, help: String? = nil) {
    let length = node.scalar?.string.count ?? 1
    log.add(
      Problem(
        kind, in: source, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, length: length,
        message, help: help))
  }

  /// The words of a scalar, exactly as written: `NO` stays `NO`.
  package func string() -> String? {
    guard let scalar = node.scalar else { return wrongType("a text") }
    return scalar.string
  }

  /// A whole number.
  package func integer(in range: ClosedRange<Int64> = .min ... .max) -> Int64? {
    guard let text = node.scalar?.string, let number = Int64(text.filter { $0 != "_" }) else {
      return wrongType("a whole number")
    }
    guard range.contains(number) else {
      fail("\(number) is out of range, expected \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// `true` or `false`.
  package func bool() -> Bool? {
    switch node.scalar?.string {
    case "true": true
    case "false": false
    default: wrongType("true or false")
    }
  }

  /// One of a closed set of words.
  package func choice(_ words: [String]) -> String? {
    guard let text = string() else { return nil }
    guard words.contains(text) else {
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      fail("'\(text)' is not one of \(list)", help: Suggestion.help(for: text, among: words))
      return nil
    }
    return text
  }

  /// A case of an enumeration by its raw value.
  package func choice<Choice: RawRepresentable & CaseIterable>(of type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    choice(Choice.allCases.map(\.rawValue)).flatMap(Choice.init(rawValue:))
  }

  /// `3 days`, `1 day` or a bare number of days.
  package func days() -> Int? {
    guard let text = string() else { return nil }
    let words = text.split(separator: " ")
    guard let first = words.first, let number = Int(first), number >= 0,
      words.count == 1 || (words.count == 2 && (words[1] == "days" || words[1] == "day"))
    else {
      fail("'\(text)' is not a number of days, expected for example '3 days'")
      return nil
    }
    return number
  }

  /// The elements of a list.
  package func list() -> [SettingsValue]? {
    guard let sequence = node.sequence else { return wrongType("a list") }
    return sequence.map(with)
  }

  /// The elements of a list, or a single scalar as a list of one.
  package func oneOrMore() -> [SettingsValue]? {
    node.scalar != nil ? [self] : list()
  }

  /// A mapping whose keys are known.
  package func mapping() -> MappingReader? {
    guard let mapping = node.mapping else { return wrongType("a mapping of keys and values") }
    return MappingReader(mapping, of: self)
  }

  /// The pairs of a mapping whose keys are names of the user's choosing, in the file's order.
  package func entries() -> [(name: SettingsValue, value: SettingsValue)]? {
    guard let mapping = node.mapping else { return wrongType("a mapping of names and values") }
    return mapping.map { (with($0.key), with($0.value)) }
  }

  /// The file the value stands in.
  package var file: SourceText { source }
  /// Where the value begins: line and column counted from 1, the column in Unicode scalars.
  package var place: (line: Int, column: Int) { (node.mark?.line ?? 1, node.mark?.column ?? 1) }
  /// Whether the value is written in quotes, so that its text begins one column after its place.
  package var isQuoted: Bool {
    node.scalar.map { $0.style == .doubleQuoted || $0.style == .singleQuoted } ?? false
  }
  /// Whether the value is written as one word or text.
  package var isScalar: Bool { node.scalar != nil }
  /// Whether the value is a list.
  package var isList: Bool { node.sequence != nil }

  func with(_ other: Node) -> SettingsValue { SettingsValue(node: other, source: source, log: log) }

  private func wrongType<T>(_ expected: String) -> T? {
    let found =
      switch node {
      case .mapping: "a mapping"
      case .sequence: "a list"
      case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
      case .alias: "an alias"
      }
    fail("expected \(expected), got \(found)", kind: .wrongType)
    return nil
  }
}
