extension EnhancedStatus {
  /// Reads the status at the start of a reply's text, such as `5.1.1 No such user`; nil where there is none.
  package init?(leadingIn text: String) {
    guard let (status, _) = EnhancedStatus.leading(in: Array(text.utf8)[...]) else { return nil }
    self = status
  }

  /// The status at the start of the bytes, and how many bytes it takes with the space behind it.
  static func leading(in bytes: ArraySlice<UInt8>) -> (EnhancedStatus, length: Int)? {
    let head = bytes.prefix {
      $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n")
    }
    let parts = head.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let category = number(parts[0]), let subject = number(parts[1]),
      let detail = number(parts[2]), [2, 4, 5].contains(category)
    else { return nil }
    let length = min(bytes.count, head.count + 1)
    return (EnhancedStatus(UInt8(category), subject, detail), length)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard (1...3).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + UInt16($1 - 0x30) }
  }

  /// What an SMTP code stands for by itself (RFC 3463, RFC 4954 6, RFC 5321 4.2.3).
  ///
  /// A code that says too little, 550 above all, gets `x.0.0`: nobody's address may be given up for it. 0, no answer,
  /// is 4.4.2, a bad connection.
  package init(forSMTPCode code: Int) {
    switch code {
    case 0: self.init(4, 4, 2)
    case 421: self.init(4, 3, 2)
    case 452: self.init(4, 3, 1)
    case 454: self.init(4, 7, 0)
    case 500: self.init(5, 5, 2)
    case 501, 504, 555: self.init(5, 5, 4)
    case 502, 503: self.init(5, 5, 1)
    case 530: self.init(5, 7, 0)
    case 534: self.init(5, 7, 9)
    case 535: self.init(5, 7, 8)
    case 538: self.init(5, 7, 11)
    case 551: self.init(5, 1, 6)
    case 552: self.init(5, 2, 2)
    case 556: self.init(5, 1, 10)
    case 200..<300: self.init(2, 0, 0)
    case 500..<600: self.init(5, 0, 0)
    default: self.init(4, 0, 0)
    }
  }
}
