internal import COpenSSL

extension DKIMKey {
  /// The text of the TXT record that receivers need at `SELECTOR._domainkey.DOMAIN` (RFC 6376 3.6.1).
  package var record: String { "v=DKIM1; k=\(algorithm.keyType); p=\(base64(publicKey))" }
}

/// A TXT record's text as zone files have it: in quotes, in strings of at most 255 bytes (RFC 1035 3.3.14).
package func zoneFileText(_ text: String) -> String {
  var strings: [String] = []
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty || strings.isEmpty {
    let escaped = rest.prefix(255).map { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        ? "\\\(Character(Unicode.Scalar(byte)))" : String(Unicode.Scalar(byte))
    }
    strings.append("\"\(escaped.joined())\"")
    rest = rest.dropFirst(255)
  }
  return strings.joined(separator: " ")
}

/// Base64 with padding (RFC 4648 4).
package func base64(_ bytes: [UInt8]) -> String {
  // libcrypto writes the digits and a closing zero.
  var digits = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
  let count = EVP_EncodeBlock(&digits, bytes, Int32(bytes.count))
  return String(decoding: digits[..<Int(count)], as: UTF8.self)
}

/// The bytes of a base64 text, whose white space is passed over; nil where it is none.
package func bytes(ofBase64 text: String) -> [UInt8]? {
  let digits = text.utf8.filter { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D && $0 != 0x0A }
  guard digits.count.isMultiple(of: 4) else { return nil }
  var bytes = [UInt8](repeating: 0, count: digits.count / 4 * 3 + 1)
  let count = EVP_DecodeBlock(&bytes, digits, Int32(digits.count))
  let padding = digits.suffix(2).count { $0 == UInt8(ascii: "=") }
  // Elsewhere than at the end libcrypto takes a padding sign for a digit.
  guard count >= padding, !digits.dropLast(padding).contains(UInt8(ascii: "=")) else { return nil }
  return Array(bytes[..<(Int(count) - padding)])
}
