import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

extension Message {
  static func sample(_ number: Int, to address: String? = nil) -> Message {
    let recipient = EmailAddress(uncheckedLocalPart: address ?? "p\(number)", domain: "partner.example")
    guard let identity = try? MessageID(token: "0123456789abcdef-\(number)", domain: "acme.example") else {
      preconditionFailure("the token is a dot-atom")
    }
    var message = Message(
      from: Mailbox(
        name: "Acme, Partners", address: EmailAddress(uncheckedLocalPart: "a", domain: "acme.example")),
      to: Mailbox(name: "Zoë \(number)", address: recipient), subject: "Grüße \"\(number)\"",
      text: "Hello\nZoë\n", html: "<p>Hello Zoë</p>\n", language: "de",
      date: Timestamp(seconds: 1_790_000_000), messageID: identity)
    message.replyTo = Mailbox(address: EmailAddress(uncheckedLocalPart: "help", domain: "acme.example"))
    message.listID = ListID(name: "Acme Partners", id: "news.acme.example")
    message.unsubscribe = Unsubscribe(
      url: "https://acme.example/u/t\(number)", mailto: "mailto:leave@acme.example?subject=t\(number)")
    message.feedbackID = "news:2026-11:tierpost"
    message.extraHeaders = [Header(name: "X-Edition", value: "Ausgabe №1")]
    return message
  }
}

extension Envelope {
  /// An envelope with its parts, as a provider gets it.
  static func letter(_ number: Int, to address: String? = nil, _ change: (inout Message) -> Void = { _ in })
    -> Envelope
  {
    var message = Message.sample(number, to: address)
    change(&message)
    var bytes: [UInt8] = []
    do {
      try message.write(into: &bytes)
    } catch {
      preconditionFailure("\(error)")
    }
    return Envelope(
      id: ID(rawValue: Int64(number)),
      sender: EmailAddress(uncheckedLocalPart: "bounce", domain: "acme.example"),
      recipient: message.to.address,
      bytes: bytes, parts: .message(message))
  }

  /// One whose text alone is large; its bytes are left out, as they take long to make.
  static func large(_ number: Int, size: Int) -> Envelope {
    let small = letter(number)
    var message = Message.sample(number)
    message.text = [UInt8](repeating: UInt8(ascii: "a"), count: size)
    return Envelope(
      id: small.id, sender: small.sender, recipient: small.recipient, bytes: small.bytes,
      parts: .message(message))
  }

  static func letters(_ count: Int) -> [Envelope] { (1...count).map { letter($0) } }
}

extension ProviderValues {
  /// What every provider is content with.
  static func sample(_ endpoint: String? = nil, _ change: (inout ProviderValues) -> Void = { _ in }) throws
    -> ProviderValues
  {
    var values = ProviderValues()
    values.texts = ["region": "eu-west-1", "domain": "mg.acme.example"]
    values.secrets = ["key": Secret("SECRET-canary"), "access_key": Secret("AKIDEXAMPLE")]
    values.endpoint = try endpoint.map { try HTTPEndpoint($0) }
    change(&values)
    return values
  }

  /// A webhook that proves with `id` what it took.
  static func webhook(_ endpoint: String) throws -> ProviderValues {
    try sample(endpoint) {
      $0.webhook = WebhookDescription(
        body: .object([
          WebhookBody.Field(
            name: "to", value: .text((try? WebhookText("{to_address}")) ?? WebhookText.empty)),
          WebhookBody.Field(
            name: "subject", value: .text((try? WebhookText("{subject}")) ?? WebhookText.empty)),
        ]), proof: WebhookDescription.Proof(path: "id"))
    }
  }
}

extension WebhookText {
  static var empty: WebhookText {
    do { return try WebhookText("") } catch { preconditionFailure("an empty text has no places") }
  }
}

/// Hands one batch to a scripted server and gives back what both sides saw.
func handOver(
  _ moves: [HTTPServer.Move], _ batch: [Envelope], mode: HTTPServer.Mode = .tls,
  protocols: String = "h2,http/1.1",
  configure: (inout HTTPUpstream) -> Void = { _ in },
  starting: @escaping @Sendable ([Envelope.ID]) throws -> Void = { _ in },
  answered: @escaping @Sendable (Delivery) -> Void = { _ in },
  isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool = { _ in false },
  provider: (String) throws -> any Provider = { try WebhookProvider(.webhook($0)) }
) async throws -> (deliveries: [Delivery], requests: [HTTPServer.Request], health: TransportHealth) {
  let server = try HTTPServer(moves, mode: mode, protocols: protocols)
  defer { server.stop() }
  var upstream = HTTPUpstream(
    provider: try provider("\(mode == .tls ? "https" : "http")://127.0.0.1:\(server.port)"))
  upstream.authorityFile = server.certificatePath
  configure(&upstream)
  let transport = HTTPTransport(upstream: upstream)
  let deliveries = await transport.deliver(
    batch, starting: starting, answered: answered, isWithdrawn: isWithdrawn)
  let health = transport.health
  await transport.close()
  #expect(deliveries.map(\.id) == batch.map(\.id))
  return (deliveries, try server.requests(), health)
}

extension [HTTPServer.Request] {
  var posts: [HTTPServer.Request] { filter { $0.method == "POST" } }
}

extension HTTPTransport {
  /// Without limits.
  convenience init(upstream: HTTPUpstream) {
    self.init(upstream: upstream, pace: Pace { 0.5 }, clock: WallClock(0), random: { 0.5 })
  }
}
