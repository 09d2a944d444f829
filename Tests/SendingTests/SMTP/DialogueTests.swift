import Mail
import Testing

@testable import Sending

/// The state machine alone: bytes in, bytes and outcomes out.
@Suite struct DialogueTests {
  private func dialogue() -> SMTPDialogue {
    var capabilities = ServerCapabilities()
    for line in ["250-x", "250-PIPELINING", "250 HELP"] { capabilities.read(line: line.utf8) }
    return SMTPDialogue(capabilities: capabilities)
  }

  private func drain(_ dialogue: inout SMTPDialogue) -> String {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 7, alignment: 1)
    defer { buffer.deallocate() }
    var bytes: [UInt8] = []
    while case let count = dialogue.outgoing.take(into: buffer), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func receive(_ text: String, _ dialogue: inout SMTPDialogue) -> [String] {
    var events: [SMTPDialogue.Event] = []
    // Byte by byte, as the worst network would deliver it; the pointer stays within the call.
    for byte in Array(text.utf8) {
      withUnsafeBytes(of: byte) { dialogue.receive($0, into: &events) }
    }
    return events.map {
      switch $0 {
      case .settled(let parcel, let outcome): "\(outcome.kind) \(parcel.id.rawValue)"
      case .returned(let parcel): "returned \(parcel.id.rawValue)"
      case .outage: "outage"
      case .slowedDown: "slowed down"
      case .misbehaved: "misbehaved"
      }
    }
  }

  private let group = "MAIL FROM:<bounce@acme.example>\r\nRCPT TO:<p1@partner.example>\r\nDATA\r\n"

  @Test func `the body waits for its release, and the dot goes with it`() {
    var dialogue = dialogue()
    dialogue.begin(Parcel(.sample(1, lines: [".dot"])), level: .envelope)
    #expect(drain(&dialogue) == group)
    #expect(receive("250 ok\r\n250 ok\r\n354 go\r\n", &dialogue).isEmpty)
    #expect(drain(&dialogue).isEmpty)
    #expect(dialogue.awaitsRelease?.id.rawValue == 1)
    dialogue.release()
    #expect(drain(&dialogue) == "From: a@acme.example\r\nSubject: 1\r\n\r\n..dot\r\n.\r\n")
    #expect(receive("250-2.0.0 taken\r\n250 2.0.0 over\r\n", &dialogue) == ["accepted 1"])
    #expect(dialogue.isIdle == true)
  }

  @Test func `behind a final dot the next group goes out, and its refusal touches only itself`() {
    var dialogue = dialogue()
    dialogue.begin(Parcel(.sample(1)), level: .acrossMessages)
    _ = drain(&dialogue)
    _ = receive("250 ok\r\n250 ok\r\n354 go\r\n", &dialogue)
    dialogue.release(next: Parcel(.sample(2)))
    #expect(
      drain(&dialogue).hasSuffix(
        "\r\n.\r\nMAIL FROM:<bounce@acme.example>\r\nRCPT TO:<p2@partner.example>\r\nDATA\r\n"))
    #expect(receive("250 ok\r\n250 ok\r\n550 5.1.1 no\r\n354 go\r\n", &dialogue) == ["accepted 1"])
    #expect(drain(&dialogue) == ".\r\n")
    #expect(receive("554 5.5.1 none\r\n", &dialogue) == ["refused 2"])
    #expect(dialogue.isIdle && !dialogue.needsReset)
  }

  @Test func `a loss between two messages leaves one in doubt and gives the other back`() {
    var dialogue = dialogue()
    dialogue.begin(Parcel(.sample(1)), level: .acrossMessages)
    _ = drain(&dialogue)
    _ = receive("250 ok\r\n250 ok\r\n354 go\r\n", &dialogue)
    dialogue.release(next: Parcel(.sample(2)))
    _ = drain(&dialogue)
    var events: [SMTPDialogue.Event] = []
    dialogue.lose("lost", into: &events)
    let kinds = events.map { event in
      if case .settled(_, let outcome) = event { return outcome.kind }
      if case .returned(let parcel) = event { return "returned \(parcel.id.rawValue)" }
      return "other"
    }
    #expect(kinds == ["in doubt", "returned 2"])
  }

  @Test func `a loss before the dot was written defers`() {
    var dialogue = dialogue()
    dialogue.begin(Parcel(.sample(1)), level: .envelope)
    _ = drain(&dialogue)
    _ = receive("250 ok\r\n250 ok\r\n354 go\r\n", &dialogue)
    dialogue.release()
    var events: [SMTPDialogue.Event] = []
    dialogue.lose("lost", into: &events)
    guard case .settled(_, .deferred)? = events.first else {
      Issue.record("not deferred")
      return
    }
  }

  @Test func `an acceptance before the dot was written does not count`() {
    var dialogue = dialogue()
    dialogue.begin(Parcel(.sample(1)), level: .envelope)
    _ = drain(&dialogue)
    _ = receive("250 ok\r\n250 ok\r\n354 go\r\n", &dialogue)
    dialogue.release()
    #expect(receive("250 2.0.0 taken\r\n", &dialogue) == ["misbehaved", "deferred 1"])
    #expect(dialogue.isOver == true)
  }

  @Test(arguments: [
    ("550 5.1.1 no", "5.1.1", "no"), ("550 no", "5.0.0", "no"), ("550 4.1.1 odd", "5.0.0", "4.1.1 odd"),
    ("451-4.7.1 wait\r\n451 4.7.1 a bit", "4.7.1", "wait a bit"), ("450", "4.0.0", ""),
    ("550 5.7.1 a\u{1b}[2Jb\tc", "5.7.1", "a [2Jb c"), ("550 5.1.10 x", "5.1.10", "x"),
    ("550 5.7.1\u{85}\u{202e}x", "5.0.0", "5.7.1  x"),
  ])
  func `a reply is read into status and one clean line`(reply: String, status: String, text: String) throws {
    var reader = ReplyReader()
    Array((reply + "\r\n").utf8).withUnsafeBytes { reader.append($0) }
    let next = try reader.next()
    let mark = try #require(next)
    #expect(reader.reply(mark).status.description == status)
    #expect(reader.reply(mark).text == text)
  }

  @Test func `what was announced before TLS does not count after it`() {
    var capabilities = ServerCapabilities()
    for line in ["220 hi", "250-x", "250-PIPELINING", "250 AUTH PLAIN", "220 go", "250-x", "250 size 1000"] {
      capabilities.read(line: (line + "\r\n").utf8)
    }
    #expect(!capabilities.pipelining && !capabilities.authentication)
    #expect(capabilities.size == 1_000)
  }
}
