/// Base64 with `-` and `_` and without padding (RFC 4648 5), in its one canonical form.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count * 4 + 2) / 3)
    var bits = 0
    var width = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      width += 8
      while width >= 6 {
        width -= 6
        output.append(alphabet[bits >> width & 63])
      }
    }
    if width > 0 { output.append(alphabet[bits << (6 - width) & 63]) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Nil for anything that `encode` does not write, leftover bits that are not zero among it.
  static func decode(_ text: String) -> [UInt8]? {
    var output: [UInt8] = []
    var bits = 0
    var width = 0
    for byte in text.utf8 {
      guard let digit = value(of: byte) else { return nil }
      bits = (bits << 6 | digit) & 0xFFFF
      width += 6
      if width >= 8 {
        width -= 8
        output.append(UInt8(bits >> width & 0xFF))
      }
    }
    guard width < 6, bits & ((1 << width) - 1) == 0 else { return nil }
    return output
  }

  private static func value(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
