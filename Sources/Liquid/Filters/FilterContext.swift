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

/// Where a filter that ends a chain writes its result.
///
/// ```swift
/// emit: { value, arguments, _, output throws(FilterError) in
///   guard case .int(let number) = value else { throw FilterError("minutes needs a whole number") }
///   if number >= 1_000 { output.write("\(number / 1_000),") }
///   output.write("\(number % 1_000)")
///   output.write(safe: " min")
/// }
/// ```
public struct FilterOutput: ~Copyable {
  var bytes = ByteBuffer()
  let isHTML: Bool

  init(isHTML: Bool) { self.isHTML = isHTML }

  /// Writes text; `&<>"'` are escaped in HTML.
  public mutating func write(_ text: String) {
    if isHTML { bytes.appendHTML(text: text) } else { bytes.append(text: text) }
  }

  /// Writes UTF-8 text; `&<>"'` are escaped in HTML.
  public mutating func write(bytes text: [UInt8]) {
    if isHTML { bytes.appendHTML(from: text, 0, text.count) } else { bytes.append(from: text, 0, text.count) }
  }

  /// Writes UTF-8 text; `&<>"'` are escaped in HTML.
  public mutating func write(bytes text: Span<UInt8>) {
    if isHTML { bytes.appendHTML(text) } else { bytes.append(text) }
  }

  /// Writes markup, or UTF-8 text that needs no escaping.
  public mutating func write(safe text: Span<UInt8>) { bytes.append(text) }

  /// Writes one byte that needs no escaping: a digit, a letter, a point.
  public mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Writes markup, or text that needs no escaping.
  public mutating func write(safe text: String) { bytes.append(text: text) }
}
