import Testing

@testable import Mail

/// Texts that nobody would write: no reader may stop the program, and what one accepts keeps its promises.
struct HostileTextTests {
  static let pieces = [
    "a", "Z", "9", ".", "@", "\"", "\\", "<", ">", "(", ")", "[", "]", ":", ",", ";", " ", "-", "xn--",
    "IPv6:", "::", "1",
    "255", "\r", "\n", "\u{0}", "\u{7F}", "\u{85}", "ü", "u\u{308}", "\u{308}", "語", "🎉", "\u{202E}",
    "\u{200D}", "。", "T",
    "Z", "+", "=?", "?=", "acme.example", "2026-11-01", "09:00:00", "ß", "İ", "\u{FFFD}", "\u{10FFFF}",
  ]

  @Test func `an accepted address is safe on the wire and reads again as itself`() throws {
    var accepted = 0
    for text in Self.texts(count: 20_000, seed: 1)
      + Self.texts(count: 5_000, seed: 2).map({ "a\($0)@\($0)b" })
    {
      guard let address = try? EmailAddress(text) else { continue }
      accepted += 1
      let wire = address.description.utf8
      #expect(wire.allSatisfy { $0 > 0x20 && $0 != 0x7F })
      #expect(address.domain.utf8.allSatisfy { $0 < 0x80 })
      #expect(wire.count <= 254 && address.localPart.utf8.count <= 64)
      #expect(try EmailAddress(address.description) == address)
    }
    #expect(accepted > 200)
  }

  @Test func `an accepted mailbox prints as one that reads the same`() throws {
    var accepted = 0
    for text in Self.texts(count: 10_000, seed: 3).map({ "\($0)<ada@acme.example>" }) {
      guard let mailbox = try? Mailbox(text) else { continue }
      accepted += 1
      #expect(try Mailbox(mailbox.description) == mailbox, "\(text.debugDescription)")
    }
    #expect(accepted > 500)
  }

  @Test func `an accepted name or subject is written in lines of its own header`() throws {
    var message = try LetterSample.message(subject: "s", text: "t", html: nil, language: "en", number: 0)
    var bytes: [UInt8] = []
    try message.write(into: &bytes)
    let names = try ReadMessage(bytes).headers.map(\.name)
    var accepted = 0
    for text in Self.texts(count: 3_000, seed: 4) {
      message.subject = text
      message.to.name = text
      bytes.removeAll(keepingCapacity: true)
      guard (try? message.write(into: &bytes)) != nil else { continue }
      accepted += 1
      let read = try ReadMessage(bytes)
      #expect(read.headers.map(\.name) == names)
      for line in ReadMessage.lines(bytes).map({ String(decoding: $0, as: UTF8.self) }) {
        #expect(line.utf8.count <= (line.contains("=?utf-8?") ? 76 : 78), "\(line)")
      }
      #expect(read.text("Subject") == text, "\(text.debugDescription)")
    }
    #expect(accepted > 500)
  }

  @Test func `dates, times and replies take any text`() {
    for text in Self.texts(count: 5_000, seed: 5) {
      if let date = try? CivilDate(text) { #expect(date.description == text) }
      if let time = try? Timestamp(text) { #expect((try? Timestamp(time.description)) == time) }
      let reply = Delivery.Reply(code: 550, lines: [text, "550-\(text)"])
      #expect(reply.text.utf8.count <= 500 && reply.text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    }
  }

  private static func texts(count: Int, seed: UInt64) -> [String] {
    var random = SplitMix(state: seed)
    return (0..<count).map { _ in
      (0..<Int.random(in: 0...9, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined()
    }
  }
}
