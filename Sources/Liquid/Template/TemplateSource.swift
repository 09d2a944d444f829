/// The text of one template and where each part of it was written.
///
/// A plain template is one text. An assembled one is made of pieces, each of which may come from another
/// file (a Markdown body turned into HTML and spliced into a layout): mistakes are then shown at the place
/// in the file that somebody wrote.
///
/// ```swift
/// let origin = TemplateSource.Origin(name: "body.md", text: "{{ nmae | upcse }}", offset: 0)
/// let page = TemplateSource(
///   name: "page.html",
///   pieces: [
///     TemplateSource.Piece("<main>"), TemplateSource.Piece("{{ nmae | upcse }}", origin: origin),
///     TemplateSource.Piece("</main>"),
///   ])
/// ```
public struct TemplateSource: Sendable {
  /// The place in a written file where a piece begins.
  public struct Origin: Sendable {
    /// Name of the file, as errors print it.
    public let name: String
    /// The whole text of that file.
    public let text: String
    /// Byte (UTF-8) in `text` at which the piece begins.
    public let offset: Int

    /// The place `offset` bytes into the file `name` that reads `text`.
    public init(name: String, text: String, offset: Int) {
      self.name = name
      self.text = text
      self.offset = offset
    }
  }

  /// A part of an assembled template.
  public struct Piece: Sendable {
    /// The text as the engine reads it.
    public let text: String
    /// Where the text was written; nil for text that only exists in the assembled form.
    public let origin: Origin?

    /// A piece reading `text`, written at `origin`.
    public init(_ text: String, origin: Origin? = nil) {
      self.text = text
      self.origin = origin
    }
  }

  /// Name of the template, as errors print it (a file name).
  public let name: String
  let bytes: [UInt8]
  /// Pieces with an origin, by the byte at which they begin; empty for a plain text.
  let parts: [Part]

  struct Part: Sendable {
    let start: Int
    let end: Int
    let origin: Origin?
  }

  /// The template `name` that reads `text`.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// The template `name` as the bytes of a file; bytes that are not UTF-8 are an error of compiling.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    parts = []
  }

  /// The template `name` put together from `pieces`, in order.
  public init(name: String, pieces: [Piece]) {
    self.name = name
    var bytes: [UInt8] = []
    var parts: [Part] = []
    for piece in pieces {
      let start = bytes.count
      bytes.append(contentsOf: piece.text.utf8)
      parts.append(Part(start: start, end: bytes.count, origin: piece.origin))
    }
    self.bytes = bytes
    self.parts = parts
  }

  /// The file and the byte in it that stand behind a byte of this template.
  func resolve(_ offset: Int) -> (name: String, bytes: [UInt8], offset: Int) {
    for part in parts.reversed() where part.start <= offset {
      guard let origin = part.origin, offset <= part.end else { break }
      let text = Array(origin.text.utf8)
      return (origin.name, text, min(max(origin.offset + offset - part.start, 0), text.count))
    }
    return (name, bytes, offset)
  }
}
