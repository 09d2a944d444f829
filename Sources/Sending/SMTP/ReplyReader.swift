import Mail

/// Cuts the bytes of an SMTP server into replies (RFC 5321 section 4.2).
struct ReplyReader {
  /// One whole reply: its code and where its lines lie until the next `append`.
  struct Mark: Equatable {
    let code: Int
    fileprivate let lines: Range<Int>
  }

  /// What arrived is no reply, or one of absurd length: the dialogue has lost its footing.
  struct Malformed: Error, Equatable {}

  private static let longestReply = 1 << 16

  private var bytes: [UInt8] = []
  private var start = 0

  mutating func append(_ input: UnsafeRawBufferPointer) {
    if start == bytes.count {
      bytes.removeAll(keepingCapacity: true)
    } else if start > 0 {
      bytes.removeSubrange(..<start)
    }
    start = 0
    bytes.append(contentsOf: input)
  }

  /// Whether part of a reply, or a reply not yet taken, is here.
  var isEmpty: Bool { start == bytes.count }

  /// Takes the next reply that is here in full.
  mutating func next() throws(Malformed) -> Mark? {
    var code: Int?
    var lineStart = start
    while let end = newline(from: lineStart) {
      let lineCode = try self.code(of: lineStart..<end)
      if let code, code != lineCode { throw Malformed() }
      code = lineCode
      let isLast = end - lineStart < 4 || bytes[lineStart + 3] != UInt8(ascii: "-")
      lineStart = end + 1
      if isLast {
        defer { start = lineStart }
        return Mark(code: lineCode, lines: start..<lineStart)
      }
    }
    if bytes.count - start > Self.longestReply { throw Malformed() }
    return nil
  }

  private func newline(from start: Int) -> Int? {
    var at = start
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "\n") { return at }
      at += 1
    }
    return nil
  }

  private func code(of line: Range<Int>) throws(Malformed) -> Int {
    guard line.count >= 3 else { throw Malformed() }
    var code = 0
    for at in line.prefix(3) {
      let digit = bytes[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { throw Malformed() }
      code = code * 10 + Int(digit)
    }
    guard (200...599).contains(code) else { throw Malformed() }
    if line.count > 3 {
      let separator = bytes[line.lowerBound + 3]
      guard
        separator == UInt8(ascii: " ") || separator == UInt8(ascii: "-") || separator == UInt8(ascii: "\r")
      else { throw Malformed() }
    }
    return code
  }

  /// The reply as a value: lines joined, enhanced status taken out of the text.
  func reply(_ mark: Mark) -> Delivery.Reply {
    ReplyText.reply(code: mark.code, lines: bytes[mark.lines])
  }
}
