@testable import Mail

/// The encodings of RFC 2045 and RFC 2047, read strictly.
enum Decoding {
  static func quotedPrintable(_ bytes: [UInt8]) throws -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "=") else {
        result.append(bytes[index])
        index += 1
        continue
      }
      guard index + 2 < bytes.count else { throw ReadMessage.Fault.badContent }
      if bytes[index + 1] != 13 { result.append(try hexadecimal(bytes[index + 1], bytes[index + 2])) }
      index += 3
    }
    return result
  }

  static func base64(_ bytes: [UInt8]) throws -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    guard bytes.count % 4 == 0 else { throw ReadMessage.Fault.badContent }
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 4) {
      let group = bytes[start..<(start + 4)].prefix { $0 != UInt8(ascii: "=") }
      var value = 0
      for byte in group {
        guard let digit = alphabet.firstIndex(of: byte) else { throw ReadMessage.Fault.badContent }
        value = value << 6 | digit
      }
      guard group.count > 1, start + 4 == bytes.count || group.count == 4 else {
        throw ReadMessage.Fault.badContent
      }
      value <<= 6 * (4 - group.count)
      result += [UInt8(value >> 16), UInt8(value >> 8 & 255), UInt8(value & 255)].prefix(group.count - 1)
    }
    return result
  }

  /// The content of one encoded-word, which must be whole characters of UTF-8 and at most 75 bytes.
  static func word(_ word: Substring) throws -> String {
    let fields = word.split(separator: "?", omittingEmptySubsequences: false)
    guard word.utf8.count <= 75, fields.count == 5, fields[0] == "=", fields[1] == "utf-8", fields[4] == "="
    else {
      throw ReadMessage.Fault.badWord
    }
    let content = Array(fields[3].utf8)
    let bytes: [UInt8]
    if fields[2] == "Q" {
      bytes = try quotedPrintable(content.map { $0 == UInt8(ascii: "_") ? 32 : $0 } + [0, 0]).dropLast(2)
    } else {
      bytes = try base64(content)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw ReadMessage.Fault.badWord }
    return text
  }

  private static func hexadecimal(_ high: UInt8, _ low: UInt8) throws -> UInt8 {
    let digits = Array("0123456789ABCDEF".utf8)
    guard let high = digits.firstIndex(of: high), let low = digits.firstIndex(of: low) else {
      throw ReadMessage.Fault.badContent
    }
    return UInt8(high << 4 | low)
  }
}

extension ReadMessage {
  /// The value with its encoded-words resolved; white space between two of them is none (RFC 2047 6.2).
  static func decodedWords(_ value: String) throws -> String {
    var result = ""
    var wasEncoded = false
    for token in value.split(separator: " ", omittingEmptySubsequences: false) {
      if token.hasPrefix("=?") {
        if !wasEncoded, !result.isEmpty { result += " " }
        result += try Decoding.word(token)
        wasEncoded = true
      } else {
        if !result.isEmpty { result += " " }
        result += token
        wasEncoded = false
      }
    }
    return result
  }
}
