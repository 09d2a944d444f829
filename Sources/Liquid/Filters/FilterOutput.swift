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
  /// Memory for text that is built before it is escaped; kept from filter to filter.
  var scratch: [UInt8] = []
  /// Whether text is escaped for HTML.
  public let isHTML: Bool

  init(isHTML: Bool) { self.isHTML = isHTML }

  /// What `body` writes, as text, escaped if `isHTML` says so: for a filter whose two forms are one function.
  public static func text(
    isHTML: Bool, _ body: (inout FilterOutput) throws(FilterError) -> Void
  ) throws(FilterError) -> String {
    var output = FilterOutput(isHTML: isHTML)
    try body(&output)
    return output.text
  }

  private var text: String {
    var text: [UInt8] = []
    text.append(bytes, from: 0)
    return String(decoding: text, as: UTF8.self)
  }

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

  /// Writes the UTF-8 text that `build` appends to an empty array; `&<>"'` are escaped in HTML.
  ///
  /// The array's memory is kept, so that building the text allocates nothing.
  public mutating func write(building build: (inout [UInt8]) -> Void) {
    scratch.removeAll(keepingCapacity: true)
    build(&scratch)
    if isHTML {
      bytes.appendHTML(from: scratch, 0, scratch.count)
    } else {
      bytes.append(from: scratch, 0, scratch.count)
    }
  }

  /// Writes markup, or UTF-8 text that needs no escaping.
  public mutating func write(safe text: Span<UInt8>) { bytes.append(text) }

  /// Writes one byte that needs no escaping: a digit, a letter, a point.
  public mutating func write(byte: UInt8) { bytes.append(byte) }

  /// Writes markup, or text that needs no escaping.
  public mutating func write(safe text: String) { bytes.append(text: text) }
}
