import Foundation
import Mail
import Testing

@testable import Sending

struct ProviderRequestTests {
  static let names = allProviders.map { $0.name }

  private static func provider(
    _ name: String, _ change: (inout ProviderValues) -> Void = { _ in }
  ) throws -> any Provider {
    let type = try #require(allProviders.first { $0.name == name })
    var values = try ProviderValues.sample()
    if name == "webhook" { values = try .fullWebhook("https://hooks.example/in?tenant=7") }
    change(&values)
    return try type.init(values)
  }

  /// `RECORD=1 swift test` writes the files anew.
  @Test(arguments: names)
  func `a request is the recorded one, byte for byte`(_ name: String) throws {
    let provider = try Self.provider(name)
    let request = provider.request(for: Array(Envelope.letters(2).prefix(provider.limits.count)))
    var text = "\(request.method.rawValue) \(provider.endpoint.url(request.path))\n"
    for header in request.headers { text += "\(header.name): \(header.value.reveal())\n" }
    text += "\n" + String(decoding: request.body, as: UTF8.self) + "\n"
    let file = AnswerCase.folder.appending(path: "requests/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
  }

  @Test(arguments: names)
  func `the same batch makes the same request`(_ name: String) throws {
    let provider = try Self.provider(name)
    let batch = Array(Envelope.letters(3).prefix(provider.limits.count))
    let (first, second) = (provider.request(for: batch), provider.request(for: batch))
    #expect(first.body == second.body)
    #expect(first.headers.map { $0.value.reveal() } == second.headers.map { $0.value.reveal() })
  }

  @Test(arguments: names)
  func `a mail's own headers and both its texts survive`(_ name: String) throws {
    let provider = try Self.provider(name)
    let request = provider.request(for: [.letter(1)])
    var text = String(decoding: request.body, as: UTF8.self)
    if let raw = Self.rawMessage(name, request) { text = String(decoding: raw, as: UTF8.self) }
    for word in [
      "List-Unsubscribe", "https://acme.example/u/t1", "mailto:leave@acme.example?subject=t1",
      "List-Unsubscribe=One-Click", "news.acme.example", "news:2026-11:tierpost",
      "0123456789abcdef-1@acme.example",
      "X-Edition", "auto-generated",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  /// The message within a request of those that take bytes.
  private static func rawMessage(_ name: String, _ request: HTTPRequest) -> [UInt8]? {
    guard let json = JSONValue(request.body) else { return nil }
    switch name {
    case "ses":
      return json.value(at: "Content.Raw.Data")?.text.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
    case "sparkpost": return json.value(at: "content.email_rfc822")?.text.map { Array($0.utf8) }
    default: return nil
    }
  }

  @Test(arguments: ["ses", "sparkpost"])
  func `a message's bytes go unchanged`(_ name: String) throws {
    let envelope = Envelope.letter(1)
    let request = try Self.provider(name).request(for: [envelope])
    #expect(Self.rawMessage(name, request) == envelope.bytes)
  }

  @Test func `the bytes stand unchanged in a form's part`() throws {
    let envelope = Envelope.letter(1)
    let request = try Self.provider("mailgun").request(for: [envelope])
    #expect(
      request.body.firstRange(of: Array("\r\n\r\n".utf8) + envelope.bytes + Array("\r\n--form-".utf8)) != nil)
  }

  @Test func `braces are written so that SparkPost gives them back`() throws {
    let provider = try Self.provider("sparkpost")
    let envelope = Envelope.letter(1) {
      $0.text = Array("{{name}} {{{raw}}} { } {{{{ }}}}}\n".utf8)
      $0.html = nil
    }
    #expect(provider.objection(to: envelope) == nil)
    let raw = try #require(Self.rawMessage("sparkpost", provider.request(for: [envelope])))
    var text = String(decoding: raw, as: UTF8.self)
    #expect(text.contains("{{opening_double_curly()}}name{{closing_double_curly()}}"))
    for (macro, braces) in [
      ("{{opening_double_curly()}}", "\u{1}\u{1}"), ("{{closing_double_curly()}}", "\u{2}\u{2}"),
      ("{{opening_triple_curly()}}", "\u{1}\u{1}\u{1}"), ("{{closing_triple_curly()}}", "\u{2}\u{2}\u{2}"),
    ] {
      text = text.replacingOccurrences(of: macro, with: braces)
    }
    #expect(!text.contains("{{") && !text.contains("}}"), "nothing is left for SparkPost to read")
    let given = text.replacingOccurrences(of: "\u{1}", with: "{").replacingOccurrences(of: "\u{2}", with: "}")
    #expect(Array(given.utf8) == envelope.bytes)
  }

  @Test func `braces that Base64 hides are refused where SparkPost would read them`() throws {
    let provider = try Self.provider("sparkpost")
    let hidden = Envelope.letter(1) {
      $0.text = Array((String(repeating: "日本語", count: 50) + "{{name}}\n").utf8)
    }
    #expect(provider.objection(to: hidden)?.status == EnhancedStatus(5, 6, 0))
  }

  @Test func `an idempotency key is of the message, or of the batch and what is in it`() throws {
    func key(_ provider: any Provider, _ batch: [Envelope]) -> String? {
      provider.request(for: batch).headers.first { $0.name == "Idempotency-Key" }?.value.reveal()
    }
    let many = try Self.provider("resend")
    let single = try Self.provider("resend") { $0.numbers["batch"] = 1 }
    #expect(key(single, [.letter(1)]) == "0123456789abcdef-1")
    #expect(key(single, [.letter(1) { $0.subject = "other" }]) == "0123456789abcdef-1")
    let keys = [
      key(many, Envelope.letters(2)), key(many, Envelope.letters(3)), key(many, [.letter(2), .letter(1)]),
      key(many, [.letter(1), .letter(2) { $0.subject = "other" }]),
    ]
    #expect(Set(keys).count == 4)
    #expect(keys.allSatisfy { ($0 ?? "").utf8.count <= 256 })
    #expect(many.repeatWindow == nil && many.repeatsRequests)
    #expect(single.repeatWindow == .seconds(23 * 3_600))
    let brevo = try Self.provider("brevo")
    #expect(brevo.repeatWindow == .seconds(14 * 60))
    #expect(StableHash.uuid("a") != StableHash.uuid("b"))
    #expect(
      StableHash.uuid("a").wholeMatch(
        of: /[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
  }
}

extension ProviderValues {
  /// A webhook with a little of everything.
  static func fullWebhook(_ endpoint: String) throws -> ProviderValues {
    func text(_ text: String) throws -> WebhookBody { .text(try WebhookText(text)) }
    let body = WebhookBody.object([
      .init(name: "to", value: try text("{to_address}")),
      .init(name: "subject", value: try text("[{{x}}] {subject}")),
      .init(name: "mime", value: try text("{raw_base64}")),
      .init(name: "headers", value: try text("{headers}")),
      .init(
        name: "more", value: .list([.number("17"), .bool(true), .null, try text("{text}|{html}|{delivery}")])),
    ])
    let headers: [(name: String, value: WebhookText, secret: Secret?)] = [
      ("Authorization", try WebhookText("Bearer "), Secret("SECRET-canary")),
      ("Idempotency-Key", try WebhookText("{message_id}"), nil),
    ]
    return try sample(endpoint) {
      $0.webhook = WebhookDescription(headers: headers, body: body, repeatWindow: .seconds(3_600))
    }
  }
}
