import Mail

/// A JSON webhook of one's own, as settings describe it: one message a request.
struct WebhookProvider: Provider {
  static let name = "webhook"

  let endpoint: HTTPEndpoint
  let limits = RequestLimits(count: 1, bytes: 50_000_000)
  let needs = EnvelopeForm.parts
  private let description: WebhookDescription

  init(_ values: ProviderValues) throws(ProviderError) {
    guard let endpoint = values.endpoint, let description = values.webhook else {
      throw ProviderError("a webhook needs endpoint: and body:")
    }
    self.endpoint = endpoint
    self.description = description
    for (name, value, secret) in description.headers {
      do {
        _ = try HTTPHeader(name, secret ?? Secret(""))
        for case .text(let text) in value.pieces { _ = try HTTPHeader(name, Secret(text)) }
      } catch {
        throw ProviderError("\(error)")
      }
      guard
        !["host", "content-length", "transfer-encoding", "connection", "content-type", "expect"]
          .contains(name.lowercased())
      else { throw ProviderError("the header \(name) is written by tierpost itself") }
    }
  }

  var repeatWindow: Duration? { description.repeatWindow }

  func objection(to envelope: Envelope) -> Delivery.Reply? {
    guard let message = envelope.message else { return envelope.objectionWithoutParts() }
    return headers(for: envelope, message) == nil
      ? .local("something in the mail cannot stand in a header of the webhook", status: (5, 6, 0)) : nil
  }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter()
    var headers: [HTTPHeader] = []
    for envelope in batch.prefix(1) {
      guard let message = envelope.message else { continue }
      description.body.write(envelope, message, into: &json)
      headers = self.headers(for: envelope, message) ?? []
    }
    return HTTPRequest(.post, "", headers: [.json, .acceptsJSON] + headers, body: json.bytes)
  }

  /// Nil where a value of the mail would break its line.
  private func headers(for envelope: Envelope, _ message: Message) -> [HTTPHeader]? {
    var headers: [HTTPHeader] = []
    for (name, value, secret) in description.headers {
      let text = Secret(value.filled(with: envelope, message) + (secret?.reveal() ?? ""))
      guard let header = try? HTTPHeader(name, text) else { return nil }
      headers.append(header)
    }
    return headers
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    guard response.isSuccess, !batch.isEmpty else { return response.standardAnswer(for: batch) }
    guard let proof = description.proof else { return .accepted(response.status, "taken") }
    guard let found = response.json?.value(at: proof.path)?.words, !found.isEmpty else {
      return response.standardAnswer(for: batch)
    }
    if let value = proof.value {
      return found == value ? .accepted(response.status, "taken") : response.standardAnswer(for: batch)
    }
    return .accepted(response.status, "taken as \(ReplyCleaning.clean(found, batch))")
  }
}

extension WebhookBody {
  func write(_ envelope: Envelope, _ message: Message, into json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.bool(value)
    case .number(let number): json.word(number)
    case .text(let text) where text.isOnly(.headers): json.headers(message.furtherHeaders)
    case .text(let text) where text.isOnly(.rawBase64): json.base64(envelope.bytes)
    case .text(let text): json.string(text.filled(with: envelope, message))
    case .list(let values):
      json.list { json in
        for value in values { value.write(envelope, message, into: &json) }
      }
    case .object(let fields):
      json.object { json in
        for field in fields {
          json.key(field.name)
          field.value.write(envelope, message, into: &json)
        }
      }
    }
  }
}

extension JSONValue {
  /// A text, number or truth value as it is written.
  fileprivate var words: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    default: nil
    }
  }
}
