import Testing

@testable import Mail

/// Hostile values in every place a stranger's text can reach.
struct InjectionTests {
  /// Places that hold text for people: what is not refused reads back as it was given.
  static let texts: [(name: String, header: String, put: @Sendable (String, inout Message) -> Void)] = [
    ("subject", "Subject", { $1.subject = $0 }),
    ("to name", "To", { $1.to.name = $0 }),
    ("from name", "From", { $1.from.name = $0 }),
    ("reply-to name", "Reply-To", { $1.replyTo?.name = $0 }),
    ("list name", "List-Id", { $1.listID?.name = $0 }),
    ("extra value", "X-Extra", { $1.extraHeaders = [Message.Header(name: "X-Extra", value: $0)] }),
  ]

  /// Places with a form of their own: whatever does not have it is refused.
  static let forms: [(name: String, put: @Sendable (String, inout Message) -> Void)] = [
    ("extra name", { $1.extraHeaders = [Message.Header(name: "X-\($0)", value: "x")] }),
    ("list id", { $1.listID?.id = "news.\($0).acme.example" }),
    ("url", { $1.unsubscribe?.url = "https://acme.example/u/\($0)" }),
    ("mailto", { $1.unsubscribe?.mailto = "mailto:leave@acme.example?subject=\($0)" }),
    ("feedback id", { $1.feedbackID = "a:\($0):acme-partners" }),
    ("language", { $1.language = "de\($0)" }),
    (
      "to local part", { $1.to.address = EmailAddress(uncheckedLocalPart: "a\($0)b", domain: "acme.example") }
    ),
    ("to domain", { $1.to.address = EmailAddress(uncheckedLocalPart: "a", domain: "acme\($0).example") }),
    (
      "from local part",
      { $1.from.address = EmailAddress(uncheckedLocalPart: "\($0)", domain: "acme.example") }
    ),
  ]

  /// Line ends and controls in many spellings, before, inside and after what an attacker would want to be a header.
  static let payloads: [String] = {
    let breaks = [
      "\r\n", "\n", "\r", "\n\r", "\r\r\n", "\r\n ", "\r\n\t", "\u{0}", "\u{B}", "\u{C}", "\u{1C}", "\u{1E}",
      "\u{85}",
      "\u{2028}", "\u{2029}", "\u{7F}", "\t", "\u{8}", "\u{1B}[2J", "\u{202E}", "\u{202A}", "\u{2066}",
      "%0d%0a", "%0A",
      "%0D", "%00", "=0D=0A", "=?utf-8?Q?=0D=0A?=", "=?utf-8?B?DQo=?=", "\\r\\n", "&#13;&#10;", "\r\n.\r\n",
      "\n.\n",
    ]
    let wanted = ["Bcc: x@canary.example", "X-Canary: 1", "\r\n\r\n<script>", ""]
    let joints: [@Sendable (String, String) -> String] = [
      { $0 + $1 }, { "Ada" + $0 + $1 }, { "Ada" + $0 + $1 + $0 + "z" }, { "J\u{F6}rg" + $0 + $1 },
      { "\"" + $0 + $1 + "\"" },
    ]
    return breaks.flatMap { line in wanted.flatMap { want in joints.map { $0(line, want) } } }
  }()

  @Test func `there are at least 500 payloads`() {
    #expect(Set(Self.payloads).count >= 500)
  }

  @Test(arguments: texts.indices)
  func `no text starts a header of its own or is changed without a word`(index: Int) throws {
    let place = Self.texts[index]
    let names = try Self.headerNames(of: Self.letter(extra: place.name == "extra value"))
    var refused = 0
    for payload in Self.payloads {
      var message = try Self.letter(extra: false)
      place.put(payload, &message)
      do {
        let read = try Self.read(message)
        #expect(read.headers.map(\.name) == names, "\(payload.debugDescription)")
        #expect(try Self.shown(read, place.header) == payload, "\(payload.debugDescription)")
        #expect(!payload.utf8.contains { $0 < 0x20 || $0 == 0x7F })
      } catch let error as MessageError {
        refused += 1
        #expect(error.place == place.header)
        #expect(!error.description.contains("canary"))
      }
    }
    #expect(refused > 300)
  }

  @Test(arguments: texts.indices)
  func `controls and overrides are refused in every text, alone and inside`(index: Int) throws {
    let place = Self.texts[index]
    let controls = Array(0..<0x20) + Array(0x7F...0x9F) + [0x2028, 0x2029] as [UInt32]
    let overrides = Array(0x202A...0x202E) + [0x2066, 0x2067, 0x2068, 0x2069] as [UInt32]
    for value in controls + overrides {
      let sign = try String(#require(Unicode.Scalar(value)))
      for text in [sign, "Ada\(sign)Lovelace", "J\u{F6}rg\(sign)"] {
        var message = try Self.letter(extra: false)
        place.put(text, &message)
        let error = #expect(throws: MessageError.self) { try Self.read(message) }
        #expect(error?.kind == (controls.contains(value) ? .controlCharacter : .displayControl))
        #expect(error?.place == place.header)
      }
    }
  }

  @Test(arguments: forms.indices)
  func `no value with a form of its own breaks out of it`(index: Int) throws {
    let place = Self.forms[index]
    for payload in Self.payloads where !payload.isEmpty {
      var message = try Self.letter(extra: place.name == "extra name")
      let names = try Self.headerNames(of: message).map { $0 == "X-Extra" ? "X-\(payload)" : $0 }
      place.put(payload, &message)
      // What is accepted has the form, so it has neither control characters nor spaces, and adds no header.
      guard let read = try? Self.read(message) else { continue }
      #expect(read.headers.map(\.name) == names, "\(payload.debugDescription)")
      #expect(!payload.utf8.contains { $0 <= 0x20 || $0 >= 0x7F }, "\(payload.debugDescription)")
      if place.name == "url" || place.name == "mailto" { #expect(!payload.lowercased().contains("%0")) }
    }
  }

  @Test func `an error leaves the buffer as it was`() throws {
    var bytes = Array("before".utf8)
    var message = try Self.letter(extra: false)
    message.html = [0]
    #expect(throws: MessageError.self) { try message.write(into: &bytes) }
    #expect(bytes == Array("before".utf8))
  }

  private static func letter(extra: Bool) throws -> Message {
    var message = try LetterSample.message(
      subject: "s", text: "t", html: "h", language: "de", number: 0)
    if extra { message.extraHeaders = [Message.Header(name: "X-Extra", value: "x")] }
    return message
  }

  private static func read(_ message: Message) throws -> ReadMessage {
    var bytes: [UInt8] = []
    try message.write(into: &bytes)
    #expect(bytes.count { $0 == 13 } == bytes.count { $0 == 10 })
    return try ReadMessage(bytes)
  }

  private static func headerNames(of message: Message) throws -> [String] {
    try read(message).headers.map(\.name)
  }

  /// The text a reader sees: of a mailbox or a list, the name before the angle bracket.
  private static func shown(_ read: ReadMessage, _ header: String) throws -> String? {
    guard let value = read.header(header) else { return nil }
    if header == "Subject" || header == "X-Extra" { return try ReadMessage.decodedWords(value) }
    guard let open = value.lastIndex(of: "<") else { return "" }
    let phrase = String(value[..<open].dropLast())
    guard phrase.hasPrefix("\"") else { return try ReadMessage.decodedWords(phrase) }
    var name = String.UnicodeScalarView()
    var rest = phrase.unicodeScalars.dropFirst().dropLast()
    while let scalar = rest.popFirst() {
      if scalar == "\\", let quoted = rest.popFirst() { name.append(quoted) } else { name.append(scalar) }
    }
    return String(name)
  }
}
