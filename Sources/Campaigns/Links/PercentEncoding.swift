/// Percent-encoding (RFC 3986, section 2).
enum PercentEncoding {
  enum Part {
    case path, query
  }

  /// Encodes all but unreserved characters: for a value that is put into an address.
  static func encoded(_ text: String) -> String {
    encode(text.utf8) { _, byte in isUnreserved(byte) }
  }

  /// Encodes what may not stand in this part of an address; what is encoded already stays as it is.
  static func kept(_ bytes: ArraySlice<UInt8>, in part: Part) -> String {
    encode(bytes) { position, byte in
      if isUnreserved(byte) || marks.contains(byte) { return true }
      if byte == UInt8(ascii: "?") { return part == .query }
      guard byte == UInt8(ascii: "%"), position + 2 < bytes.endIndex else { return false }
      return isHexadecimal(bytes[position + 1]) && isHexadecimal(bytes[position + 2])
    }
  }

  /// Sub-delimiters and the marks of a path segment, RFC 3986, section 3.3.
  private static let marks = Set("!$&'()*+,;=:@/".utf8)

  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }

  private static func encode<Bytes: Collection<UInt8>>(
    _ bytes: Bytes, _ isPlain: (Bytes.Index, UInt8) -> Bool
  ) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for position in bytes.indices {
      let byte = bytes[position]
      if isPlain(position, byte) {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
