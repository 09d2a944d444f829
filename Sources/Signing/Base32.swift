/// Base32 (RFC 4648 6) in lower case and without padding, of as many bytes as make whole characters.
enum Base32 {
  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// The count of bytes is a multiple of five.
  static func encode(_ bytes: [UInt8]) -> String {
    precondition(bytes.count.isMultiple(of: 5), "whole characters only")
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count / 5 * 8)
    var bits = 0
    var width = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFFFF
      width += 8
      while width >= 5 {
        width -= 5
        output.append(alphabet[bits >> width & 31])
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Nil for anything that `encode` does not write, save upper case.
  static func decode(_ text: String) -> [UInt8]? {
    guard text.utf8.count.isMultiple(of: 8) else { return nil }
    var output: [UInt8] = []
    var bits = 0
    var width = 0
    for byte in text.utf8 {
      guard let digit = value(of: byte) else { return nil }
      bits = (bits << 5 | digit) & 0xFFFF
      width += 5
      if width >= 8 {
        width -= 8
        output.append(UInt8(bits >> width & 0xFF))
      }
    }
    return output
  }

  private static func value(of byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 97
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "2")...UInt8(ascii: "7"): Int(byte) - 24
    default: nil
    }
  }
}
