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
    // The first byte has none before it.
    var all = bytes[0]
    var feeds = bytes[0] == newline ? 1 : 0
    var returns = bytes[0] == carriageReturn ? 1 : 0
    var pairs = 0
    dots = bytes[0] == dot ? 1 : 0
    // The pointer stays within the call.
    bytes.withUnsafeBufferPointer { bytes in
      var from = 1
      while from < bytes.count {
        // As many as a byte can count, so that the compiler goes over many at once.
        let end = min(from + 255, bytes.count)
        var (someFeeds, someReturns, somePairs, someDots) = (UInt8(0), UInt8(0), UInt8(0), UInt8(0))
        for at in from..<end {
          let (before, byte) = (bytes[at - 1], bytes[at])
          all |= byte
          someFeeds &+= byte == newline ? 1 : 0
          someReturns &+= byte == carriageReturn ? 1 : 0
          somePairs &+= (byte == newline ? 1 : 0) & (before == carriageReturn ? 1 : 0)
          someDots &+= (byte == dot ? 1 : 0) & (before == newline ? 1 : 0)
        }
        feeds += Int(someFeeds)
        returns += Int(someReturns)
        pairs += Int(somePairs)
        dots += Int(someDots)
        from = end
      }
    }
    hasEightBit = all >= 0x80
    if hasEightBit { hasEightBitHeader = Self.hasEightBitHeader(bytes) }
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
