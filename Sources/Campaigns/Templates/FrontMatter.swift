internal import Settings

/// The YAML between two lines of `---` at the beginning of a file.
struct FrontMatter {
  /// The YAML with its first `---`, so that its lines count as the file's do.
  let yaml: SourceText
  /// The offset after the closing line, in bytes.
  let end: Int

  init?(_ source: SourceText) {
    let bytes = Array(source.text.utf8)
    guard let first = Self.lineEnd(in: bytes, from: 0), Self.isRule(bytes[..<first]) else { return nil }
    var start = first
    while let next = Self.lineEnd(in: bytes, from: start) {
      if Self.isRule(bytes[start..<next]) {
        yaml = SourceText(name: source.name, text: String(decoding: bytes[..<start], as: UTF8.self))
        end = next
        return
      }
      start = next
    }
    return nil
  }

  /// The offset after the line's LF; nil at the end of the bytes.
  private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    return (bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
  }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let dashes = line.prefix { $0 == UInt8(ascii: "-") }
    return dashes.count == 3 && line.dropFirst(3).allSatisfy(LiquidScanner.isSpace)
  }
}

extension SourceText {
  /// The byte offset of a place counted from 1, the column in Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    var offset = 0
    var lines = 1
    for byte in text.utf8 {
      if lines == line { break }
      if byte == UInt8(ascii: "\n") { lines += 1 }
      offset += 1
    }
    let rest = text.utf8.dropFirst(offset)
    return offset
      + String(decoding: rest, as: UTF8.self).unicodeScalars.prefix(column - 1).reduce(0) {
        $0 + UTF8.width($1)
      }
  }
}
