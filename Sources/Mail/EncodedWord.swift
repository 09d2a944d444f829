/// Text outside ASCII in a header, `=?utf-8?Q?…?=` (RFC 2047).
enum EncodedWord {
  /// True where a reader could take ASCII text for an encoded-word.
  static func looksEncoded(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "?"), previous == UInt8(ascii: "=") { return true }
      previous = byte
    }
    return false
  }
}
