import Foundation
import Mail
import TestSupport
import Testing

@testable import Sending

struct HTTPSafetyTests {
  static let lineBreaks = ["\r\n", "\n", "\r", "\u{0}", "\u{85}", "\u{2028}", "é"]

  @Test(arguments: lineBreaks)
  func `nothing that ends a line gets into a header`(_ bad: String) throws {
    #expect(throws: HTTPHeaderError.badName) { try HTTPHeader("X-A\(bad)", Secret("b")) }
    #expect(throws: HTTPHeaderError.badValue("X-A")) { try HTTPHeader("X-A", Secret("b\(bad)Evil: 1")) }
    let name = "x\(bad)y"
    #expect(throws: HTTPHeaderError.badName) { try HTTPHeader(name, Secret("b")) }
    for provider in allProviders where provider.settings.contains(.key) {
      // A key that is no header value stops the provider, or is encoded (Basic) or hashed (a signature).
      guard !["mailgun", "ses"].contains(provider.name) else { continue }
      #expect(throws: ProviderError.self) {
        try provider.init(.sample { $0.secrets["key"] = Secret("SECRET-canary\(bad)Evil: 1") })
      }
    }
  }

  @Test(arguments: [
    "https://h.example/\r\nX-Evil: 1", "https://h.example/a b", "https://h.example\n", "https://",
    "https://:443",
    "https://h.example:0", "https://h.example:99999", "https://h.example:x", "https://a@h.example",
    "//h.example",
    "https://h.exämple/", "https://[::1", "https://h.example/#x", "HTTPS://h.example", "file:///etc/passwd",
  ])
  func `what is no address of a provider is refused`(_ text: String) {
    #expect(throws: HTTPEndpointError.self) { try HTTPEndpoint(text) }
  }

  @Test func `no error shows a key, an address or a webhook's path`() throws {
    for provider in allProviders {
      for values in [
        try ProviderValues.sample { $0.secrets["key"] = Secret("SECRET-canary\n") },
        try ProviderValues.sample { $0.secrets["key"] = nil },
        try ProviderValues.sample { $0.texts = [:] },
      ] {
        do {
          _ = try provider.init(values)
        } catch {
          #expect(!"\(error)".contains("SECRET"))
        }
      }
    }
    for text in [
      "https://user:SECRET@h.example/", "ftp://SECRET.example", "https://h.example/SECRET path", "SECRET",
    ] {
      do {
        _ = try HTTPEndpoint(text)
        Issue.record("\(text) is taken")
      } catch {
        #expect(!"\(error)".contains("SECRET"))
      }
    }
    let endpoint = try HTTPEndpoint("https://h.example/SECRET?key=SECRET")
    #expect(endpoint.name == "https://h.example")
    let upstream = HTTPUpstream(provider: try WebhookProvider(.fullWebhook("https://h.example/SECRET")))
    #expect(upstream.name == "webhook https://h.example")
    var dumped = ""
    dump(upstream, to: &dumped)
    #expect(!dumped.contains("SECRET-canary"))
  }

  @Test func `addresses that could end a field never reach a provider`() async throws {
    let provider = try WebhookProvider(.webhook("https://127.0.0.1:\(Loopback.freePort())"))
    let transport = HTTPTransport(upstream: HTTPUpstream(provider: provider))
    let recipients = ["a\r\nBcc: x", "a b", "a\u{0}", "a\tb", "a\u{7f}"]
    let batch = recipients.enumerated().map { number, address in
      let letter = Envelope.letter(number + 1)
      return Envelope(
        id: letter.id, sender: letter.sender,
        recipient: EmailAddress(uncheckedLocalPart: address, domain: "partner.example"), bytes: letter.bytes,
        parts: letter.parts)
    }
    let deliveries = await transport.deliver(batch, starting: { _ in Issue.record("something began") })
    #expect(deliveries.count("refused") == recipients.count)
    #expect(deliveries.allSatisfy { $0.outcome.reply.status == EnhancedStatus(5, 1, 3) })
    await transport.close()
  }

  @Test func `a webhook's header that a mail would break refuses the mail`() throws {
    var description = WebhookDescription(body: .null)
    description.headers = [("X-Subject", try WebhookText("{subject}"), nil)]
    let provider = try WebhookProvider(.sample("https://h.example") { $0.webhook = description })
    #expect(provider.objection(to: .letter(1)) != nil, "the subject is not ASCII")
    #expect(provider.objection(to: .letter(1) { $0.subject = "plain" }) == nil)
  }

  @Test(arguments: ["Host", "content-length", "Transfer-Encoding", "Content-Type", "Connection"])
  func `a webhook cannot write the headers that frame a request`(_ name: String) throws {
    var description = WebhookDescription(body: .null)
    description.headers = [(name, try WebhookText("x"), nil)]
    #expect(throws: ProviderError.self) {
      try WebhookProvider(.sample("https://h.example") { $0.webhook = description })
    }
  }

  @Test(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
  func `no header of a request is one that nobody wrote, and the key goes in its own`() async throws {
    let (_, requests, _) = try await handOver(
      [HTTPServer.Move(body: "postmark")], Envelope.letters(3), protocols: "http/1.1",
      provider: { try PostmarkProvider(.sample($0)) })
    let request = try #require(requests.first)
    #expect(
      Set(request.headers.keys) == [
        "host", "user-agent", "accept", "content-type", "content-length", "x-postmark-server-token",
      ])
    #expect(request.headers["x-postmark-server-token"] == "SECRET-canary")
    #expect(!request.text.contains("SECRET"))
  }

  @Test(arguments: [
    #"{"a":1}"#, #"[]"#, #"{"a":[1,{"b":"\ud83d\ude00\u00e9\n"}],"c":-0.5e+3,"d":null,"e":true}"#, " 17 ",
    #""x""#,
  ])
  func `JSON is read`(_ text: String) { #expect(JSONValue(Array(text.utf8)) != nil) }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":}", "01", "1.", "-", "tru", "{'a':1}", "[1] x", "\"\u{1}\"", #""\x""#, "NaN",
    "{\"a\" 1}",
    String(repeating: "[", count: 200_000), "\u{FEFF}{}", #""\ud8""#, "+1", "[1 2]",
  ])
  func `what is no JSON is none`(_ text: String) { #expect(JSONValue(Array(text.utf8)) == nil) }

  @Test func `what JSON says is what was written`() throws {
    var json = JSONWriter()
    let nasty = "\u{0}\u{1f}\u{7f}\"\\\r\n\t/é日本語😀\u{2028}{{x}}"
    json.object { json in
      json.field("a", nasty)
      json.field("b", Array(nasty.utf8))
      json.key("c")
      json.list {
        $0.number(-1)
        $0.bool(false)
        $0.null()
        $0.base64([0xff, 0, 1])
      }
      json.field("d", [0xff, 0x41] as [UInt8])
    }
    let value = try #require(JSONValue(json.bytes))
    #expect(value["a"]?.text == nasty)
    #expect(value["b"]?.text == nasty)
    #expect(value.value(at: "c.0")?.integer == -1)
    #expect(value.value(at: "c.3")?.text == "/wAB")
    #expect(value["d"]?.text == "\u{FFFD}A")
    let object = try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any]
    #expect(object?["a"] as? String == nasty, "another reader says the same")
  }
}
