import Mail

/// Resend, in batches, with an idempotency key (resend.com/docs/api-reference/emails/send-batch-emails).
///
/// The key belongs to a request and is known for 24 hours. With `batch: 1` each message is a request of its own, so
/// that any later repetition is known again; otherwise only the same batch is.
struct ResendProvider: Provider {
  static let name = "resend"
  static let settings: [ProviderSetting] = [.key, ProviderSetting("batch", .number(1...100))]

  let endpoint: HTTPEndpoint
  let limits: RequestLimits
  let needs = EnvelopeForm.parts
  let repeatsRequests = true
  private let headers: [HTTPHeader]

  init(_ values: ProviderValues) throws(ProviderError) {
    endpoint = try values.endpoint(or: "https://api.resend.com")
    limits = RequestLimits(count: values.numbers["batch"] ?? 100, bytes: 35_000_000)
    headers = [.json, try values.key(in: "Authorization", after: "Bearer ")]
  }

  /// Less than the 24 hours, as clocks and queues differ.
  var repeatWindow: Duration? { limits.count == 1 ? .seconds(23 * 3_600) : nil }

  func objection(to envelope: Envelope) -> Delivery.Reply? { envelope.objectionWithoutParts() }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter()
    if limits.count == 1 {
      for envelope in batch.prefix(1) { Self.write(envelope, into: &json) }
    } else {
      json.list { json in
        for envelope in batch { Self.write(envelope, into: &json) }
      }
    }
    let first = batch.first?.message?.messageID.token ?? ""
    let key =
      limits.count == 1
      ? first : "\(first)/\(batch.count)/\(String(StableHash.fnv1a(json.bytes), radix: 16))"
    var headers = self.headers + [HTTPHeader(known: "Idempotency-Key", key)]
    if limits.count > 1 { headers.append(HTTPHeader(known: "x-batch-validation", "permissive")) }
    return HTTPRequest(
      .post, limits.count == 1 ? "/emails" : "/emails/batch", headers: headers, body: json.bytes)
  }

  private static func write(_ envelope: Envelope, into json: inout JSONWriter) {
    guard let message = envelope.message else { return }
    json.object { json in
      json.field("from", message.from.description)
      json.key("to")
      json.list { $0.string(message.to.description) }
      if let replyTo = message.replyTo { json.field("reply_to", replyTo.description) }
      json.field("subject", message.subject)
      json.field("text", message.text)
      if let html = message.html { json.field("html", html) }
      json.key("headers")
      json.headers(message.furtherHeaders)
      json.key("tags")
      json.list {
        $0.object {
          $0.field("name", "delivery")
          $0.field("value", String(envelope.id.rawValue))
        }
      }
    }
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 200 {
      if limits.count == 1, let id = json?["id"]?.text { return .accepted(200, "taken as \(id)") }
      return Self.outcomes(json, batch) ?? response.standardAnswer(for: batch)
    }
    let said = json?["message"]?.text
    func refused(_ status: (UInt8, UInt16, UInt16)) -> ProviderAnswer {
      ProviderAnswer(
        all: .refused(.provider(response.status, status, said ?? "", batch)), batch.count,
        batch.count > 1 ? .separate : .none)
    }
    switch json?["name"]?.text {
    case "daily_quota_exceeded", "monthly_quota_exceeded":
      return .exhausted(
        "HTTP \(response.status), a quota is used up: \(ReplyCleaning.clean(said ?? ""))", batch.count)
    case "invalid_idempotent_request", "concurrent_idempotent_requests":
      // Another request of the same key has been there, and what became of it is not said.
      return ProviderAnswer(
        all: .inDoubt(.provider(response.status, (4, 5, 0), said ?? "")), batch.count)
    case "validation_error" where response.status == 400 || response.status == 422:
      return refused(Self.concernsAddress(said ?? "") ? (5, 1, 3) : (5, 6, 0))
    case "validation_error":
      let cause = "HTTP \(response.status), the account may not send this: \(ReplyCleaning.clean(said ?? ""))"
      return .outage(Outage(kind: .authentication, cause: cause, isPermanent: true), batch.count)
    default: return response.standardAnswer(for: batch, said: said)
    }
  }

  /// Ids of what was taken, in order, and beside them what was not, by place.
  private static func outcomes(_ json: JSONValue?, _ batch: [Envelope]) -> ProviderAnswer? {
    guard let ids = json?["data"]?.list?.map({ $0["id"]?.text }) else { return nil }
    var refusals: [Int: String] = [:]
    for error in json?["errors"]?.list ?? [] {
      guard let index = error["index"]?.integer, batch.indices.contains(index), refusals[index] == nil else {
        return nil
      }
      refusals[index] = error["message"]?.text ?? ""
    }
    guard ids.count + refusals.count == batch.count else { return nil }
    var rest = ids[...]
    let outcomes: [Delivery.Outcome] = batch.indices.map { index in
      if let said = refusals[index] {
        return .refused(
          .provider(422, concernsAddress(said) ? (5, 1, 3) : (5, 6, 0), said, [batch[index]]))
      }
      guard let id = rest.popFirst() ?? nil else {
        return .inDoubt(.provider(200, (4, 5, 0), "the provider's answer has no id"))
      }
      return .accepted(.provider(200, (2, 0, 0), "taken as \(id)"))
    }
    return ProviderAnswer(outcomes)
  }

  private static func concernsAddress(_ text: String) -> Bool {
    text.contains("`to`") && text.lowercased().contains("invalid")
  }
}
