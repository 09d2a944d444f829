import Mail

/// Mailgun, with the message's bytes (documentation.mailgun.com, "Send an email in MIME format").
struct MailgunProvider: Provider {
  static let name = "mailgun"
  static let settings: [ProviderSetting] = [
    .key, ProviderSetting("domain", .text, isRequired: true),
    ProviderSetting("region", .choice(["us", "eu"])),
  ]

  let endpoint: HTTPEndpoint
  let limits = RequestLimits(count: 1, bytes: 25_000_000)
  let needs = EnvelopeForm.bytes
  private let path: String
  private let authorization: HTTPHeader

  init(_ values: ProviderValues) throws(ProviderError) {
    let host = values.texts["region"] == "eu" ? "api.eu.mailgun.net" : "api.mailgun.net"
    endpoint = try values.endpoint(or: "https://\(host)")
    let domain = try values.text("domain")
    guard domain.utf8.allSatisfy({ $0 < 0x80 }), (try? EmailAddress("a@" + domain)) != nil,
      !domain.hasPrefix("[")
    else {
      throw ProviderError("domain is no domain name in ASCII")
    }
    path = "/v3/\(domain)/messages.mime"
    var credentials = Array("Basic ".utf8)
    let key = try values.secret("key")
    // The pointer is used only within the call.
    Array("api:\(key.reveal())".utf8).withUnsafeBufferPointer { Base64.append($0, to: &credentials) }
    authorization = HTTPHeader(known: "Authorization", String(decoding: credentials, as: UTF8.self))
  }

  func objection(to envelope: Envelope) -> Delivery.Reply? {
    // Such an address could end the field that it stands in.
    envelope.recipient.description.utf8.contains { $0 <= 0x20 || $0 == 0x7f }
      ? .local("the recipient's address has a character that is not allowed there", status: (5, 1, 3)) : nil
  }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var body: [UInt8] = []
    var boundary = ""
    for envelope in batch.prefix(1) {
      boundary = Self.boundary(for: envelope.bytes)
      body.reserveCapacity(envelope.bytes.count + 1_000)
      func field(_ name: String, _ value: String) {
        body.append(
          contentsOf: "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            .utf8)
      }
      field("to", envelope.recipient.description)
      field("o:tracking", "no")
      field("v:delivery", String(envelope.id.rawValue))
      body.append(
        contentsOf: """
          --\(boundary)\r
          Content-Disposition: form-data; name="message"; filename="message.eml"\r
          Content-Type: message/rfc822\r
          \r\n
          """.utf8)
      body.append(contentsOf: envelope.bytes)
      body.append(contentsOf: "\r\n--\(boundary)--\r\n".utf8)
    }
    let type = HTTPHeader(known: "Content-Type", "multipart/form-data; boundary=\(boundary)")
    return HTTPRequest(.post, path, headers: [type, authorization], body: body)
  }

  /// A boundary that is no line of the message, the same for the same message.
  private static func boundary(for bytes: [UInt8]) -> String {
    var number = StableHash.fnv1a(bytes)
    while true {
      let boundary = "form-\(String(number, radix: 16))"
      if !bytes.contains(Array(boundary.utf8)) { return boundary }
      number &+= 1
    }
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 200, let id = json?["id"]?.text {
      return .accepted(200, "taken as \(ReplyCleaning.clean(id))")
    }
    let said = json?["message"]?.text
    if response.status == 400, let said {
      let text = said.lowercased()
      if text.contains("not a valid address") {
        return ProviderAnswer([.refused(.provider(400, (5, 1, 3), said, batch))])
      }
      if text.contains("not allowed to send") || text.contains("limit") {
        return .exhausted(
          "HTTP 400, the domain may not send: \(ReplyCleaning.clean(said, batch))", batch.count)
      }
    }
    if response.status == 420 {
      return .exhausted("HTTP 420, a limit of the account is reached", batch.count)
    }
    return response.standardAnswer(for: batch, said: said)
  }
}
