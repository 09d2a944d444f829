/// A key that never shows: it prints, dumps and interpolates as `<redacted>`.
package struct SecretKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let bytes: [UInt8]
  let codes: MessageCodes

  /// Takes any bytes; what signs with the key says how many it needs.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    codes = MessageCodes(key: bytes)
  }

  /// The length in bytes.
  package var count: Int { bytes.count }

  /// Lends the bytes for one call; they must not be kept or printed.
  package func withBytes<Result>(_ body: ([UInt8]) throws -> Result) rethrows -> Result { try body(bytes) }

  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
