/// One mistake in a template, or one failure of rendering it, with its place.
public struct TemplateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What sort of mistake it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Not the language: an unclosed tag, an unexpected word.
    case syntax
    /// A tag that neither the language nor the dialect has.
    case unknownTag
    /// A filter that the environment does not have.
    case unknownFilter
    /// A filter was given wrong arguments, or refuses its input.
    case filter
    /// A path that the schema does not declare.
    case unknownVariable
    /// A partial that the environment does not find.
    case unknownPartial
    /// A path that the data of this render does not have.
    case missing
    /// Values that cannot be compared, divided by zero and the like.
    case value
    /// An output in a place of the HTML where no escaping is safe.
    case unsafePlace
    /// A finite budget is used up.
    case limit
    /// Part of Liquid, but not of this engine yet.
    case notAvailable
  }

  /// What sort of mistake it is.
  public let kind: Kind
  /// Name of the file.
  public let file: String
  /// Line, counted from 1.
  public let line: Int
  /// Column in characters, counted from 1.
  public let column: Int
  /// The line of the file, without its end; of a very long line the part around the place.
  public let sourceLine: String
  /// The character of `sourceLine` at the place, counted from 1: the column, unless the line is shown in part.
  public let caret: Int
  /// Number of characters to underline, at least 1.
  public let caretLength: Int
  /// What is wrong, in one line.
  public let message: String
  /// What to write instead, if known.
  public let help: String?

  /// An error at a place of a file.
  public init(
    kind: Kind, file: String, line: Int, column: Int, sourceLine: String, caretLength: Int,
    message: String, help: String?, caret: Int? = nil
  ) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.sourceLine = sourceLine
    self.caretLength = caretLength
    self.caret = caret ?? column
    self.message = message
    self.help = help
  }

  /// What is written into an output where errors are not thrown.
  public var inline: String { "Liquid error (\(file) line \(line)): \(message)" }

  /// `file:line:column: error: message`, the source line, a caret and the help.
  public var description: String {
    let number = String(line)
    let gutter = String(repeating: " ", count: max(0, 5 - number.count)) + number + " | "
    // Tabs before the caret are kept so that it stands under the same character.
    let lead = String(sourceLine.prefix(caret - 1).map { $0 == "\t" ? "\t" : " " })
    var text = "\(file):\(line):\(column): error: \(message)\n\(gutter)\(sourceLine)\n"
    text += String(repeating: " ", count: gutter.count - 2) + "| " + lead
    text += String(repeating: "^", count: max(1, caretLength))
    if let help { text += " " + help }
    return text
  }
}

/// All mistakes of one template.
///
/// ```swift
/// do {
///   _ = try Environment().compile(TemplateSource(name: "t", text: "{{ a | upcse }}{% fro b in c %}"))
/// } catch {
///   for mistake in error.errors { _ = "\(mistake.line):\(mistake.column): \(mistake.message)" }
/// ```
public struct TemplateErrors: Error, Sendable, Hashable, CustomStringConvertible {
  /// In the order of their places.
  public let errors: [TemplateError]

  /// The errors found in one template.
  public init(_ errors: [TemplateError]) { self.errors = errors }

  /// The errors one after the other.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
