import Testing

@testable import Mail

struct HeaderTests {
  /// Every character of a text stays whole at every distance from the end of an encoded-word.
  @Test(arguments: ["ü", "語", "🎉", "👩🏿‍🚀", "e\u{301}", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "नि"])
  func `an encoded-word never cuts a character`(character: String) throws {
    for lead in 0...80 {
      for pad in ["a", "語"] {
        let subject = String(repeating: pad, count: lead) + String(repeating: character, count: 5)
        let lines = try headerLines(subject: subject)
        for line in lines {
          #expect(line.utf8.count <= 76)
          for word in line.split(separator: " ") where word.hasPrefix("=?") {
            let piece = try Decoding.word(word)
            // A piece that starts inside a character would join the end of the piece before.
            #expect(piece.unicodeScalars.first.map { !isJoining($0) } == true)
          }
        }
        #expect(
          try ReadMessage.decodedWords(lines.joined().split(separator: " ", maxSplits: 1)[1].description)
            == subject)
      }
    }
  }

  @Test func `a character too long for one encoded-word is cut between its code points`() throws {
    let zalgo = "a" + String(repeating: "\u{301}", count: 60)
    let lines = try headerLines(subject: zalgo)
    #expect(lines.count > 1 && lines.allSatisfy { $0.utf8.count <= 76 })
    #expect(
      try ReadMessage.decodedWords(lines.joined().split(separator: " ", maxSplits: 1)[1].description) == zalgo
    )
  }

  @Test func `ASCII of any spacing reads back the same, in lines of at most 78`() throws {
    for text in [
      "plain", "two  spaces", " leading", "trailing ", String(repeating: "w", count: 200),
      String(repeating: "ab ", count: 60) + "end", "a" + String(repeating: " ", count: 150) + "b",
      String(repeating: "x", count: 61) + " " + String(repeating: "y", count: 61), "=?", "a=?b", "?=",
    ] {
      let lines = try headerLines(subject: text)
      #expect(lines.allSatisfy { $0.utf8.count <= 78 && $0.utf8.contains { $0 != 32 } })
      let value = lines.joined().dropFirst("Subject: ".count).description
      #expect(value == text || (try? ReadMessage.decodedWords(value)) == text, "\(text)")
    }
  }

  @Test(arguments: [
    ("Acme Partners", "Acme Partners"), ("Acme, Inc.", "\"Acme, Inc.\""), ("a@b", "\"a@b\""),
    ("O'Brien", "O'Brien"),
    ("say \"hi\" \\", "\"say \\\"hi\\\" \\\\\""), ("(x)", "\"(x)\""), ("a  b", "\"a  b\""),
    ("Partnerin J\u{F6}", "=?utf-8?Q?Partnerin_J=C3=B6?="), ("J\u{F6}", "=?utf-8?B?SsO2?="),
  ])
  func `a name is written as atoms, in quotes or encoded`(name: String, phrase: String) throws {
    var message = try LetterSample.message(subject: "s", text: "t", html: nil, language: "en", number: 0)
    message.to.name = name
    let read = try ReadMessage(bytes(of: message))
    #expect(read.header("To") == "\(phrase) <ada@partner.example>")
  }

  @Test func `the longest address has a line of its own`() throws {
    var message = try LetterSample.message(subject: "s", text: "t", html: nil, language: "en", number: 0)
    let domain = Array(repeating: String(repeating: "d", count: 61), count: 3).joined(separator: ".")
    message.to.address = try EmailAddress("\(String(repeating: "a", count: 64))@\(domain)")
    let lines = ReadMessage.lines(try bytes(of: message)).map { String(decoding: $0, as: UTF8.self) }
    #expect(lines.contains("To: Ada Lovelace") && lines.contains(" <\(message.to.address)>"))
  }

  @Test func `a header of the message itself cannot be given again`() throws {
    for name in ["Bcc", "subject", "Content-Type", "DKIM-Signature", "Resent-To", "LIST-ID", "Received"] {
      #expect(try kind { $0.extraHeaders = [Message.Header(name: name, value: "x")] } == .reservedHeader)
    }
    let header = Message.Header(name: "X-A", value: "x")
    #expect(
      try kind { $0.extraHeaders = [header, Message.Header(name: "x-a", value: "y")] } == .reservedHeader)
  }

  @Test func `a long URI in an extra header stays whole`() throws {
    let value = "<https://acme.example/\(String(repeating: "x", count: 200))>"
    var message = try LetterSample.message(subject: "s", text: "t", html: nil, language: "en", number: 0)
    message.extraHeaders = [Message.Header(name: "List-Help", value: value)]
    #expect(try ReadMessage(bytes(of: message)).header("List-Help") == value)
  }

  @Test func `what a header cannot hold is refused with its kind`() throws {
    #expect(try kind { $0.subject = " " } == .malformed)
    #expect(try kind { $0.subject = String(repeating: "a", count: 999) } == .tooLong)
    #expect(try kind { $0.subject = "a\u{2068}b" } == .displayControl)
    #expect(try kind { $0.to.name = "a\u{2068}b\u{2069}" } == .displayControl)
    #expect(try kind { $0.to.address = try EmailAddress("ü@acme.example") } == .needsSMTPUTF8)
    #expect(try kind { $0.language = "de_DE" } == .malformed)
    #expect(try kind { $0.unsubscribe?.url = "http://acme.example/u" } == .malformed)
    #expect(try kind { $0.unsubscribe?.mailto = "leave@acme.example" } == .malformed)
    #expect(try kind { $0.feedbackID = "a:b:c:d:acme-partners" } == .malformed)
    #expect(try kind { $0.feedbackID = "a:b:acme" } == .malformed)
    #expect(try kind { $0.listID?.id = "status" } == .malformed)
    #expect(try kind { $0.date = Timestamp(seconds: -1) } == .malformed)
  }

  @Test func `a Message-ID takes a token that is no address`() throws {
    #expect(throws: MessageError.self) { try MessageID(token: "ada@acme.example", domain: "acme.example") }
    #expect(throws: MessageError.self) { try MessageID(token: "short", domain: "acme.example") }
    #expect(throws: MessageError.self) {
      try MessageID(token: "0123456789abcdef>\r\nX:1", domain: "acme.example")
    }
    #expect(throws: MessageError.self) {
      try MessageID(token: "0123456789abcdef", domain: "acme.example\r\nX: 1")
    }
    #expect(throws: MessageError.self) { try MessageID(token: "0123456789abcdef", domain: "") }
  }

  private func headerLines(subject: String) throws -> [String] {
    let message = try LetterSample.message(subject: subject, text: "t", html: nil, language: "en", number: 0)
    let lines = ReadMessage.lines(try bytes(of: message)).map { String(decoding: $0, as: UTF8.self) }
    let start = lines.firstIndex { $0.hasPrefix("Subject:") } ?? 0
    return [lines[start]] + lines[(start + 1)...].prefix { $0.hasPrefix(" ") }
  }

  private func bytes(of message: Message) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try message.write(into: &bytes)
    return bytes
  }

  private func kind(_ change: (inout Message) throws -> Void) throws -> MessageError.Kind? {
    var message = try LetterSample.message(subject: "s", text: "t", html: "h", language: "en", number: 0)
    try change(&message)
    do {
      _ = try bytes(of: message)
      return nil
    } catch let error as MessageError { return error.kind }
  }

  private func isJoining(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0x200D || scalar.properties.isGraphemeExtend || scalar.properties.isEmojiModifier
  }
}
