/// A text file that problems can point into.
package struct SourceText: Sendable, Equatable {
  /// The path as the user knows it, relative to the workspace.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// The line with this number, counted from 1 by LF, without its line end; empty past the last.
  package func line(_ number: Int) -> String {
    var remaining = number
    var line: [UInt8] = []
    // Bytes, because `Character` joins CR LF into one element that no comparison with LF finds.
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") {
        remaining -= 1
        if remaining == 0 { break }
      } else if remaining == 1 {
        line.append(byte)
      }
    }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }
}
