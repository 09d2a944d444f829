internal import Yams

/// A YAML file that was read; every value in it knows its place.
package struct SettingsDocument {
  package let source: SourceText
  /// The document's one value; nil for an empty file.
  package let root: SettingsValue?

  /// Reads one YAML document.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - log: where later readings of the values report their mistakes.
  /// - Throws: a syntax problem with its place, or two documents in one file.
  package init(_ source: SourceText, log: ProblemLog) throws(Problems) {
    self.source = source
    do {
      root = try Yams.compose(yaml: source.text).map { SettingsValue(node: $0, source: source, log: log) }
    } catch {
      throw Problems([Self.problem(for: error, in: source)])
    }
  }

  private static func problem(for error: any Error, in source: SourceText) -> Problem {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let about = context.map { $0.text.isEmpty ? "" : "\($0.text): " } ?? ""
      return Problem(.syntax, in: source, line: mark.line, column: mark.column, about + problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let mark = context.mark
      let names = duplicates.map { "'\($0)'" }
      return Problem(
        .duplicateKey, in: source, line: mark.line, column: mark.column,
        "the key \(names.first ?? "here") stands twice in one mapping")
    case .reader(let problem, _, _, _):
      return Problem(.syntax, in: source, line: 0, column: 0, "not readable as UTF-8 YAML: \(problem)")
    default:
      return Problem(.syntax, in: source, line: 0, column: 0, "not readable as YAML")
    }
  }
}
