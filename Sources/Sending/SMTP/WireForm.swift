import Glibc

/// What has to be known of a message's bytes before they go on the wire, found in one pass.
struct WireForm {
  private(set) var hasEightBit = false
  /// Its header section is not ASCII, which only SMTPUTF8 allows (RFC 6531, RFC 6532).
  private(set) var hasEightBitHeader = false
  /// Why the bytes must not be sent, if so.
  private(set) var flaw: String?
  /// How many lines begin with a dot.
  private(set) var dots = 0

  init(of bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let carriageReturn = UInt8(ascii: "\r")
    let dot = UInt8(ascii: ".")
    guard bytes.count >= 2, bytes[bytes.count - 2] == carriageReturn, bytes[bytes.count - 1] == newline else {
      flaw = "the message does not end with CRLF"
      return
    }
    var all: UInt8 = 0
    for byte in bytes { all |= byte }
    hasEightBit = all >= 0x80
    if hasEightBit { hasEightBitHeader = Self.hasEightBitHeader(bytes) }
    if bytes[0] == dot { dots += 1 }
    var feeds = 0
    var pairs = 0
    var returns = 0
    // memchr goes over lines ten times as fast as a loop over bytes; the pointers stay within the call.
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let end = base + buffer.count
      var at = base
      while at < end, let found = memchr(at, Int32(newline), end - at) {
        let feed = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
        feeds += 1
        if feed > base, feed[-1] == carriageReturn { pairs += 1 }
        at = feed + 1
        if at < end, at.pointee == dot { dots += 1 }
      }
      at = base
      while at < end, let found = memchr(at, Int32(carriageReturn), end - at) {
        returns += 1
        at = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) + 1
      }
    }
    // A line end of one character ends a line for some servers and not for others: a second message could
    // be smuggled through it.
    if feeds != pairs || returns != pairs { flaw = "the message has a line end that is not CRLF" }
  }

  private static func hasEightBitHeader(_ bytes: [UInt8]) -> Bool {
    var isLineStart = true
    for byte in bytes {
      if byte >= 0x80 { return true }
      // An empty line ends the header section.
      if isLineStart, byte == UInt8(ascii: "\r") { return false }
      isLineStart = byte == UInt8(ascii: "\n")
    }
    return false
  }

  /// The bytes with leading dots doubled; the same array where there are none.
  func stuffed(_ bytes: [UInt8]) -> [UInt8] {
    if dots == 0 { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + dots)
    var lineBegins = true
    for byte in bytes {
      if lineBegins, byte == UInt8(ascii: ".") { result.append(byte) }
      result.append(byte)
      lineBegins = byte == UInt8(ascii: "\n")
    }
    return result
  }
}
