import Mail

/// Postmark, in batches (postmarkapp.com/developer/api/email-api).
struct PostmarkProvider: Provider {
  static let name = "postmark"
  static let settings: [ProviderSetting] = [
    .key, ProviderSetting("stream", .text), ProviderSetting("batch", .number(1...500)),
  ]

  let endpoint: HTTPEndpoint
  /// 500 messages and 50 MB, less some room for what the writer does not foresee.
  let limits: RequestLimits
  let needs = EnvelopeForm.parts
  private let headers: [HTTPHeader]
  private let stream: String?

  init(_ values: ProviderValues) throws(ProviderError) {
    endpoint = try values.endpoint(or: "https://api.postmarkapp.com")
    headers = [.json, .acceptsJSON, try values.key(in: "X-Postmark-Server-Token")]
    stream = values.texts["stream"]
    limits = RequestLimits(count: values.numbers["batch"] ?? 500, bytes: 45_000_000)
  }

  func objection(to envelope: Envelope) -> Delivery.Reply? { envelope.objectionWithoutParts() }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter()
    json.list { json in
      for envelope in batch {
        guard let message = envelope.message else { continue }
        json.object { json in
          json.field("From", message.from.description)
          json.field("To", message.to.description)
          if let replyTo = message.replyTo { json.field("ReplyTo", replyTo.description) }
          json.field("Subject", message.subject)
          json.field("TextBody", message.text)
          if let html = message.html { json.field("HtmlBody", html) }
          if let stream { json.field("MessageStream", stream) }
          json.field("TrackOpens", false)
          json.field("TrackLinks", "None")
          json.key("Headers")
          json.list { json in
            // Without the second Postmark writes a Message-ID of its own.
            let headers = message.furtherHeaders + [Message.Header(name: "X-PM-KeepID", value: "true")]
            for header in headers {
              json.object {
                $0.field("Name", header.name)
                $0.field("Value", header.value)
              }
            }
          }
          json.key("Metadata")
          json.object { $0.field("delivery", String(envelope.id.rawValue)) }
        }
      }
    }
    return HTTPRequest(.post, "/email/batch", headers: headers, body: json.bytes)
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 200 {
      guard let results = json?.list, results.count == batch.count else {
        return response.standardAnswer(for: batch)
      }
      var answer = ProviderAnswer([])
      for (result, envelope) in zip(results, batch) {
        let (outcome, signal) = Self.outcome(of: result, for: envelope)
        answer.outcomes.append(outcome)
        if signal != .none { answer.signal = signal }
      }
      return answer
    }
    guard response.status == 422, let code = json?["ErrorCode"]?.integer else {
      return response.standardAnswer(for: batch, said: json?["Message"]?.text)
    }
    let (outcome, signal) = Self.outcome(code, json?["Message"]?.text ?? "", batch)
    return ProviderAnswer(all: outcome, batch.count, batch.count > 1 && signal == .none ? .separate : signal)
  }

  private static func outcome(
    of result: JSONValue, for envelope: Envelope
  ) -> (Delivery.Outcome, ProviderAnswer.Signal) {
    guard let code = result["ErrorCode"]?.integer else {
      return (.inDoubt(.provider(200, (4, 5, 0), "the provider's answer cannot be read")), .none)
    }
    if code == 0 {
      guard let id = result["MessageID"]?.text else {
        return (.inDoubt(.provider(200, (4, 5, 0), "the provider's answer has no id")), .none)
      }
      return (.accepted(.provider(200, (2, 0, 0), "taken as \(id)")), .none)
    }
    return outcome(code, result["Message"]?.text ?? "", [envelope])
  }

  /// What an error code means (postmarkapp.com/developer/api/overview, "API error codes"); nothing was sent.
  private static func outcome(
    _ code: Int, _ said: String, _ batch: [Envelope]
  ) -> (Delivery.Outcome, ProviderAnswer.Signal) {
    func reply(_ category: UInt8, _ subject: UInt16, _ detail: UInt16) -> Delivery.Reply {
      .provider(422, (category, subject, detail), "\(code) \(said)", batch)
    }
    func outage(
      _ kind: Outage.Kind, _ text: String, isPermanent: Bool = true
    ) -> (Delivery.Outcome, ProviderAnswer.Signal) {
      let cause = "\(text): \(code) \(ReplyCleaning.clean(said, batch))"
      let outage = Outage(kind: kind, cause: cause, isPermanent: isPermanent)
      return (.deferred(outage.reply), .outage(outage))
    }
    switch code {
    case 10: return outage(.authentication, "the provider does not accept the key")
    case 400, 401, 412, 413: return outage(.authentication, "the account may not send from this address")
    case 405: return outage(.quota, "nothing is left to send with", isPermanent: false)
    case 100, 429: return (.deferred(reply(4, 4, 5)), .slowDown(after: nil))
    case 406: return (.refused(reply(5, 7, 1)), .none)
    case 300 where said.contains("'To'") || said.contains("Illegal email"):
      return (.refused(reply(5, 1, 3)), .none)
    case 300, 402, 403, 409, 410, 411: return (.refused(reply(5, 6, 0)), .none)
    default: return (.deferred(reply(4, 0, 0)), .none)
    }
  }
}
