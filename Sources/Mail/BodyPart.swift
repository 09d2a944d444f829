/// One form of a letter, looked over once: how it is to be encoded, and whether it may be sent at all.
struct BodyPart {
  enum Encoding: String {
    case sevenBit = "7bit"
    case quotedPrintable = "quoted-printable"
    case base64
  }

  let encoding: Encoding

  /// Chooses by content: ASCII in short lines as it is, mostly other scripts in base64, the rest quoted-printable.
  ///
  /// Throws for bytes that are no UTF-8 and for control characters but tab and line ends.
  init(_ source: UnsafeBufferPointer<UInt8>, place: String) throws(MessageError) {
    var wide = 0
    var lineStart = 0
    var isPlain = true
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte >= 0x80 {
        let length = UTF8Sequence.length(source, at: index)
        guard length > 0 else { throw MessageError(.invalidUTF8, in: place, "is not UTF-8") }
        wide += length
        index += length
        continue
      } else if byte >= 0x20, byte < 0x7F {
        index += PlainRun.count(source, from: index, to: source.count, stopsAtEquals: false)
        continue
      } else if byte == 10 || byte == 13 {
        isPlain = isPlain && BodyPart.isPlainLine(source, lineStart, index)
        lineStart = index + 1
      } else if byte != 9 {
        throw MessageError(
          .controlCharacter, in: place,
          "contains the control character \(UnicodeForm.name(of: Unicode.Scalar(byte)))")
      }
      index += 1
    }
    if wide == 0, isPlain, BodyPart.isPlainLine(source, lineStart, source.count) {
      encoding = .sevenBit
    } else {
      encoding = wide * 3 > source.count ? .base64 : .quotedPrintable
    }
  }

  /// Appends the part: its headers, an empty line, its content, and a CRLF.
  ///
  /// Inside a multipart that CRLF belongs to the delimiter behind it; alone, a content that ends its last line has
  /// no need of it.
  func append(_ source: UnsafeBufferPointer<UInt8>, subtype: String, isAlone: Bool, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "Content-Type: text/".utf8)
    bytes.append(contentsOf: subtype.utf8)
    bytes.append(contentsOf: "; charset=utf-8\r\nContent-Transfer-Encoding: ".utf8)
    bytes.append(contentsOf: encoding.rawValue.utf8)
    bytes.append(contentsOf: "\r\n\r\n".utf8)
    switch encoding {
    case .sevenBit: BodyPart.appendLines(source, to: &bytes)
    case .quotedPrintable: QuotedPrintable.append(source, to: &bytes)
    case .base64: return Base64.appendBody(source, to: &bytes)
    }
    if isAlone, bytes.last == 10 { return }
    bytes.append(13)
    bytes.append(10)
  }

  /// A line that survives any transport as it is, and is no boundary.
  private static func isPlainLine(_ source: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return true }
    guard end - start <= 76, source[end - 1] != 0x20, source[end - 1] != 0x09 else { return false }
    switch source[start] {
    case UInt8(ascii: "."): return false
    case UInt8(ascii: "F"): return !source[start..<end].starts(with: "From ".utf8)
    case UInt8(ascii: "-"): return !source[start..<end].starts(with: "--=_".utf8)
    default: return true
    }
  }

  private static func appendLines(_ source: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    while let end = source[start...].firstIndex(where: { $0 == 10 || $0 == 13 }) {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<end]))
      bytes.append(13)
      bytes.append(10)
      start = source[end] == 13 && end + 1 < source.count && source[end + 1] == 10 ? end + 2 : end + 1
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start...]))
  }
}
