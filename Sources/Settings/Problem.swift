/// One mistake in a file, with its place.
package struct Problem: Error, Sendable, Equatable, CustomStringConvertible {
  /// What sort of mistake it is.
  package enum Kind: String, Sendable {
    case syntax = "syntax"
    case unknownKey = "unknown key"
    case duplicateKey = "duplicate key"
    case missingKey = "missing key"
    case wrongType = "wrong type"
    case invalidValue = "invalid value"
    case conflict = "conflict"
    case notAvailable = "not available"
    case template = "template"
  }

  package let kind: Kind
  package let file: String
  /// Counted from 1; 0 where the problem is the whole file's.
  package let line: Int
  /// Counted from 1, in characters.
  package let column: Int
  /// How many characters the caret underlines, at least 1.
  package let length: Int
  package let sourceLine: String
  package let message: String
  /// What to do, or what was probably meant.
  package let help: String?

  package init(
    _ kind: Kind, in source: SourceText, line: Int, column: Int, length: Int = 1, _ message: String,
    help: String? = nil
  ) {
    self.kind = kind
    file = source.name
    self.line = line
    self.column = column
    self.length = max(1, length)
    sourceLine = Redaction.of(source.line(line))
    self.message = message
    self.help = help
  }

  /// A mistake whose line was read elsewhere.
  package init(
    _ kind: Kind, file: String, line: Int, column: Int, length: Int, sourceLine: String, _ message: String,
    help: String?
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.length = max(1, length)
    self.sourceLine = Redaction.of(sourceLine)
    self.message = message
    self.help = help
  }

  /// `file:line:column: error: message`, then the source line with a caret under the place.
  package var description: String {
    guard line > 0 else { return "\(file): error: \(message)" + (help.map { " (\($0))" } ?? "") }
    let number = String(line)
    let gutter = String(repeating: " ", count: number.count)
    // A tab stays a tab, so that the caret stands under its place however wide tabs are shown.
    let lead = sourceLine.prefix(max(0, column - 1)).map { (letter: Character) -> Character in
      letter == "\t" ? "\t" : " "
    }
    let room = max(1, sourceLine.count - column + 1)
    let caret = String(repeating: "^", count: min(length, room))
    return """
      \(file):\(line):\(column): error: \(message)
        \(number) | \(sourceLine)
        \(gutter) | \(String(lead))\(caret)\(help.map { " \($0)" } ?? "")
      """
  }
}

/// All the mistakes of one or several files.
package struct Problems: Error, Sendable, CustomStringConvertible {
  package let list: [Problem]

  package init(_ list: [Problem]) { self.list = list }

  package var description: String { list.map(\.description).joined(separator: "\n\n") }
}
