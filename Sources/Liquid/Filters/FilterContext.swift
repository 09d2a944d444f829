/// What a filter may know of the render it is part of.
public struct FilterContext: Sendable {
  /// What the output of the template is.
  public let output: OutputKind
  /// The time of the environment, in seconds since 1970-01-01T00:00:00Z; nil if it has none.
  public let now: Int64?

  /// A context, for calling a filter outside a template.
  public init(output: OutputKind, now: Int64? = nil) {
    self.output = output
    self.now = now
  }

  /// `text` made harmless for this output: HTML-escaped for HTML, and as it is for everything else.
  public func escape(_ text: String) -> String {
    guard output == .html else { return text }
    var bytes: [UInt8] = []
    Escape.html(Array(text.utf8), into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
