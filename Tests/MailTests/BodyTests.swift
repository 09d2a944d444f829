import Testing

@testable import Mail

struct BodyTests {
  @Test(arguments: [
    ("Hello\n", "7bit"), ("Hello", "7bit"), (".dot\n", "quoted-printable"), ("From me\n", "quoted-printable"),
    ("space \n", "quoted-printable"), ("tab\t", "quoted-printable"), ("--=_x", "quoted-printable"),
    ("abcde\u{FC}", "quoted-printable"),
    ("Привет", "base64"), ("こんにちは", "base64"), ("-- \n", "quoted-printable"), ("--x\n", "7bit"),
    (String(repeating: "x", count: 76), "7bit"), (String(repeating: "x", count: 77), "quoted-printable"),
  ])
  func `the encoding follows the content`(text: String, encoding: String) throws {
    let part = try #require(try read(text: text).parts.first)
    #expect(part.headers.first { $0.name == "Content-Transfer-Encoding" }?.value == encoding)
  }

  @Test func `LF, CRLF and CR all become CRLF`() throws {
    for text in ["a\nb\nc", "a\r\nb\r\nc", "a\rb\rc", "a\r\nb\nc"] {
      for tail in ["", "ü", "日本日本日本日本日本日本日本日本"] {
        let read = try read(text: "\(text)\(tail)")
        #expect(read.parts[0].content == Array("a\r\nb\r\nc\(tail)".utf8))
      }
    }
  }

  /// Random texts of traps: each reads back the same, in short 7-bit lines, whatever its encoding.
  @Test func `a thousand texts of traps read back`() throws {
    var random = SplitMix(state: 7)
    let pieces = [
      ".", "..", "From ", "From", " ", "  ", "\t", "=", "=20", "\n", "\n\n", "\r\n", "x", "word ", "ü", "語",
      "🎉", "--=_", "--",
      String(repeating: "y", count: 74), String(repeating: "z", count: 37), "\n.\n", "\r\n.\r\n",
      "é" + "\u{301}", "F", "!",
    ]
    for _ in 0..<1_000 {
      let count = Int(random.next() % 24) + 1
      let text = (0..<count).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let bytes = Array(text.utf8)
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      var written: [UInt8] = []
      let message = try LetterSample.message(subject: "s", text: text, html: text, language: "en", number: 0)
      try message.write(into: &written)
      for line in ReadMessage.lines(written) {
        #expect(line.count <= 76 && line.first != UInt8(ascii: ".") && !line.starts(with: "From ".utf8))
        #expect(line.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 9 } && line.last != 0x20 && line.last != 9)
      }
      let canonical = ReadMessage.canonical(bytes)
      #expect(
        try ReadMessage(written).parts.map(\.content) == [canonical, canonical], "\(text.debugDescription)")
    }
  }

  @Test func `a part that cannot be sent is refused`() throws {
    #expect(kind(text: " \r\n\t", html: "x") == .emptyText)
    #expect(kind(text: "", html: "x") == .emptyText)
    #expect(kind(text: "x", html: "") == .malformed)
    for control in Array(0..<0x20) + [0x7F] as [UInt8] where ![9, 10, 13].contains(control) {
      let sign = String(Unicode.Scalar(control))
      #expect(kind(text: "a\(sign)", html: "x") == .controlCharacter)
      #expect(kind(text: "a", html: "\(sign)ü") == .controlCharacter)
    }
    var message = try LetterSample.message(subject: "s", text: "t", html: "h", language: "en", number: 0)
    for broken in [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]] {
      message.html = broken
      var bytes: [UInt8] = []
      let error = #expect(throws: MessageError.self) { try message.write(into: &bytes) }
      #expect(error?.kind == .invalidUTF8 && error?.place == "HTML part")
    }
  }

  @Test func `a buffer is appended to, and the same message gives the same bytes`() throws {
    let message = try LetterSample.message(subject: "s", text: "t", html: "h", language: "en", number: 0)
    var once: [UInt8] = []
    try message.write(into: &once)
    var twice = once
    try message.write(into: &twice)
    #expect(twice == once + once)
  }

  private func read(text: String) throws -> ReadMessage {
    var bytes: [UInt8] = []
    try LetterSample.message(subject: "s", text: text, html: "h", language: "en", number: 0).write(
      into: &bytes)
    return try ReadMessage(bytes)
  }

  private func kind(text: String, html: String) -> MessageError.Kind? {
    do {
      var bytes: [UInt8] = []
      try LetterSample.message(subject: "s", text: text, html: html, language: "en", number: 0).write(
        into: &bytes)
      return nil
    } catch { return (error as? MessageError)?.kind }
  }
}

/// Numbers that look random and are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
