import Mail

/// Brevo, one message a request, with an idempotency key (developers.brevo.com/reference/send-transac-email).
///
/// Its batches share headers among recipients, and the link to leave is a header. The key is known for 15 to 30
/// minutes, by which page one believes.
struct BrevoProvider: Provider {
  static let name = "brevo"
  static let settings: [ProviderSetting] = [.key]

  let endpoint: HTTPEndpoint
  let limits = RequestLimits(count: 1, bytes: 20_000_000)
  let needs = EnvelopeForm.parts
  let repeatWindow: Duration? = .seconds(14 * 60)
  private let headers: [HTTPHeader]

  init(_ values: ProviderValues) throws(ProviderError) {
    endpoint = try values.endpoint(or: "https://api.brevo.com")
    headers = [.json, .acceptsJSON, try values.key(in: "api-key")]
  }

  func objection(to envelope: Envelope) -> Delivery.Reply? { envelope.objectionWithoutParts() }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter()
    for envelope in batch.prefix(1) {
      guard let message = envelope.message else { continue }
      json.object { json in
        json.key("sender")
        json.mailbox(message.from)
        json.key("to")
        json.list { $0.mailbox(message.to) }
        if let replyTo = message.replyTo {
          json.key("replyTo")
          json.mailbox(replyTo)
        }
        json.field("subject", message.subject)
        json.field("textContent", message.text)
        if let html = message.html { json.field("htmlContent", html) }
        json.key("headers")
        json.headers(
          message.furtherHeaders, and: [("idempotencyKey", StableHash.uuid(message.messageID.description))])
        json.key("tags")
        json.list { $0.string("delivery-\(envelope.id.rawValue)") }
      }
    }
    return HTTPRequest(.post, "/v3/smtp/email", headers: headers, body: json.bytes)
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 201 || response.status == 202, let id = json?["messageId"]?.text {
      return .accepted(response.status, "taken as \(ReplyCleaning.clean(id))")
    }
    let said = json?["message"]?.text
    let text = said?.lowercased() ?? ""
    switch json?["code"]?.text {
    case "duplicate_parameter" where text.contains("idempotency"):
      // The same message had been taken before, under the same key.
      return .accepted(response.status, "taken before")
    case "not_enough_credits":
      return .exhausted("HTTP \(response.status), nothing is left to send with", batch.count)
    case "invalid_parameter" where text.contains("sender"), "unauthorized", "permission_denied",
      "account_under_validation":
      let cause =
        "HTTP \(response.status), the account may not send this: \(ReplyCleaning.clean(said ?? "", batch))"
      return .outage(Outage(kind: .authentication, cause: cause, isPermanent: true), batch.count)
    case "invalid_parameter" where text.contains("email") && text.contains("to"):
      return ProviderAnswer([.refused(.provider(response.status, (5, 1, 3), said ?? "", batch))])
    case "invalid_parameter", "missing_parameter", "out_of_range":
      return ProviderAnswer([.refused(.provider(response.status, (5, 6, 0), said ?? "", batch))])
    default:
      var response = response
      // Brevo says in a header of its own how many seconds are left.
      if response.header("retry-after") == nil, let reset = response.header("x-sib-ratelimit-reset") {
        response.headers.append(("retry-after", reset))
      }
      return response.standardAnswer(for: batch, said: said)
    }
  }
}
