/// What became of one condition for one partner.
package struct Finding: Sendable, Equatable {
  /// The condition: `type is creator or agency`, or the heading of a group: `at least one of`, `none of`,
  /// `all of`.
  package let words: String
  /// The partner's own value, `none` where the partner has none; nil for a group.
  package let value: String?
  package let holds: Bool
  /// The conditions of a group; under `none of`, `holds` of a part says that the part itself is true.
  package let parts: [Finding]

  package init(words: String, value: String? = nil, holds: Bool, parts: [Finding] = []) {
    self.words = words
    self.value = value
    self.holds = holds
    self.parts = parts
  }
}

extension [Finding] {
  /// The findings as lines of text, a group's parts indented below it.
  ///
  ///     yes  type is creator or agency (creator)
  ///     no   at least one of
  ///       no   tags has beta (none)
  package func rendered() -> String { lines(indent: "").joined(separator: "\n") }

  private func lines(indent: String) -> [String] {
    flatMap { finding in
      let value = finding.value.map { " (\($0))" } ?? ""
      let line = indent + (finding.holds ? "yes  " : "no   ") + finding.words + value
      return [line] + finding.parts.lines(indent: indent + "  ")
    }
  }
}
