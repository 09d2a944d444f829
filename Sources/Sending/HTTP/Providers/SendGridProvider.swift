import Mail

/// SendGrid, one message a request (twilio.com/docs/sendgrid/api-reference/mail-send/mail-send).
///
/// Its batches share one body among recipients, so they are of no use to mails that differ.
struct SendGridProvider: Provider {
  static let name = "sendgrid"
  static let settings: [ProviderSetting] = [.key, ProviderSetting("region", .choice(["global", "eu"]))]

  let endpoint: HTTPEndpoint
  let limits = RequestLimits(count: 1, bytes: 30_000_000)
  let needs = EnvelopeForm.parts
  private let headers: [HTTPHeader]

  init(_ values: ProviderValues) throws(ProviderError) {
    let host = values.texts["region"] == "eu" ? "api.eu.sendgrid.com" : "api.sendgrid.com"
    endpoint = try values.endpoint(or: "https://\(host)")
    headers = [.json, try values.key(in: "Authorization", after: "Bearer ")]
  }

  func objection(to envelope: Envelope) -> Delivery.Reply? { envelope.objectionWithoutParts() }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter()
    for envelope in batch.prefix(1) {
      guard let message = envelope.message else { continue }
      json.object { json in
        json.key("personalizations")
        json.list {
          $0.object {
            $0.key("to")
            $0.list { $0.mailbox(message.to) }
            $0.key("custom_args")
            $0.object { $0.field("delivery", String(envelope.id.rawValue)) }
          }
        }
        json.key("from")
        json.mailbox(message.from)
        if let replyTo = message.replyTo {
          json.key("reply_to")
          json.mailbox(replyTo)
        }
        json.field("subject", message.subject)
        json.key("content")
        json.list {
          $0.object {
            $0.field("type", "text/plain")
            $0.field("value", message.text)
          }
          guard let html = message.html else { return }
          $0.object {
            $0.field("type", "text/html")
            $0.field("value", html)
          }
        }
        json.key("headers")
        json.headers(message.furtherHeaders)
        json.key("tracking_settings")
        json.object {
          for name in ["click_tracking", "open_tracking", "subscription_tracking"] {
            $0.key(name)
            $0.object { $0.field("enable", false) }
          }
        }
      }
    }
    return HTTPRequest(.post, "/v3/mail/send", headers: headers, body: json.bytes)
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    if response.status == 202 {
      if let id = response.header("x-message-id"), !id.isEmpty { return .accepted(202, "taken as \(id)") }
      // 202 has no body; one with a page of something else comes from somewhere else.
      return response.body.isEmpty ? .accepted(202, "taken") : response.standardAnswer(for: batch)
    }
    let error = response.json?["errors"]?.list?.first
    let said = error?["message"]?.text
    let field = error?["field"]?.text ?? ""
    switch response.status {
    case 401 where said?.lowercased().contains("credits") == true:
      return .exhausted("HTTP 401, nothing is left to send with: \(said ?? "")", batch.count)
    case 400 where field.contains(".to"):
      return ProviderAnswer([.refused(.provider(400, (5, 1, 3), said ?? "", batch))])
    case 400 where field.hasPrefix("from"):
      let cause =
        "HTTP 400, the account may not send from this address: \(ReplyCleaning.clean(said ?? "", batch))"
      return .outage(Outage(kind: .authentication, cause: cause, isPermanent: true), batch.count)
    case 400:
      return ProviderAnswer([.refused(.provider(400, (5, 6, 0), said ?? "", batch))])
    default: return response.standardAnswer(for: batch, said: said)
    }
  }
}
