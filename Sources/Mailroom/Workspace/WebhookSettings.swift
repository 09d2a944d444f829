internal import Sending
internal import Settings

/// The settings of a webhook: its headers, its body, the proof in its answer.
///
/// ```yaml
/// provider: webhook
/// endpoint: https://mail.acme.example/in
/// headers:
///   Authorization: {text: "Bearer ", key_env: MAIL_KEY}
///   Idempotency-Key: "{message_id}"
/// body: {to: "{to_address}", subject: "{subject}", mime: "{raw_base64}", test: false}
/// accepted: {path: status, is: queued}
/// repeat_hours: 24
/// ```
struct WebhookSettings: Sendable {
  static let provider = "webhook"
  static let keys = ["headers", "body", "accepted", "repeat_hours"]

  struct Header: Sendable {
    let name: String
    let text: WebhookText
    let secret: SecretSource?
  }

  let headers: [Header]
  let body: WebhookBody
  let proof: WebhookDescription.Proof?
  let repeatHours: Int?

  init?(_ keys: MappingReader) {
    if keys.optional("endpoint") == nil {
      keys.fail(at: "provider", "a webhook needs endpoint:, the address to post to", kind: .missingKey)
    }
    let body = keys.optional("body").map(Self.body)
    if body == nil {
      keys.fail(at: "provider", "a webhook needs body:, what to post", kind: .missingKey)
    }
    var headers: [Header] = []
    var isWrong = keys.optional("endpoint") == nil
    for (name, value) in keys.optional("headers")?.entries() ?? [] {
      if let header = Self.header(name, value) { headers.append(header) } else { isWrong = true }
    }
    let proof = keys.optional("accepted").map(Self.proof)
    repeatHours = keys.optional("repeat_hours")?.integer(in: 1...720).map { Int($0) }
    guard let body = body ?? nil, proof == nil || proof.flatMap(\.self) != nil, !isWrong else { return nil }
    self.headers = headers
    self.body = body
    self.proof = proof ?? nil
  }

  func description(
    reading read: (SecretSource) throws -> Secret
  ) rethrows -> WebhookDescription {
    let headers = try headers.map { ($0.name, $0.text, try $0.secret.map(read)) }
    return WebhookDescription(
      headers: headers, body: body, proof: proof, repeatWindow: repeatHours.map { .seconds($0 * 3_600) })
  }

  private static func header(_ name: SettingsValue, _ value: SettingsValue) -> Header? {
    guard let word = name.string() else { return nil }
    do throws(HTTPHeaderError) {
      _ = try HTTPHeader(word, Secret(""))
    } catch {
      name.fail(error.description)
      return nil
    }
    guard value.form == .mapping else {
      return value.string().flatMap { text($0, at: value) }.map { Header(name: word, text: $0, secret: nil) }
    }
    guard let keys = value.mapping() else { return nil }
    let plain = keys.optional("text")
    let read = text(plain?.string() ?? "", at: plain ?? value)
    let secret = ProviderReading.secret("key", keys)
    if secret == nil { value.fail("the header needs key_env: or key_file:", kind: .missingKey) }
    keys.finish(known: ["text"])
    guard let read, let secret else { return nil }
    return Header(name: word, text: read, secret: secret)
  }

  private static func proof(_ value: SettingsValue) -> WebhookDescription.Proof? {
    guard value.form == .mapping else { return value.string().map { WebhookDescription.Proof(path: $0) } }
    guard let keys = value.mapping() else { return nil }
    let path = keys.required("path")?.string()
    let word = keys.optional("is")?.string()
    keys.finish()
    return path.map { WebhookDescription.Proof(path: $0, value: word) }
  }

  private static func body(_ value: SettingsValue) -> WebhookBody? {
    switch value.form {
    case .list:
      guard let values = value.list() else { return nil }
      let read = values.map(body)
      return read.contains { $0 == nil } ? nil : .list(read.compactMap(\.self))
    case .mapping:
      var fields: [WebhookBody.Field] = []
      var isWrong = false
      for (name, value) in value.entries() ?? [] {
        if let word = name.string(), let read = body(value) {
          fields.append(WebhookBody.Field(name: word, value: read))
        } else {
          isWrong = true
        }
      }
      return isWrong ? nil : .object(fields)
    case .text(let words): return text(words, at: value).map { .text($0) }
    case .word(let word):
      switch JSONValue(Array(word.utf8)) {
      case .null: return .null
      case .bool(let truth): return .bool(truth)
      case .number(let number): return .number(number)
      default: return text(word, at: value).map { .text($0) }
      }
    }
  }

  private static func text(_ words: String, at value: SettingsValue) -> WebhookText? {
    do throws(WebhookTextError) {
      return try WebhookText(words)
    } catch {
      let places = WebhookText.Place.allCases.map(\.rawValue)
      switch error {
      case .openBrace:
        value.fail("a brace stands alone", help: "'{{' and '}}' stand for braces")
      case .unknownPlace(let name):
        value.fail(
          "there is no place '{\(name)}'",
          help: Suggestion.help(for: name, among: places)
            ?? "the places are \(places.sorted().joined(separator: ", "))")
      }
      return nil
    }
  }
}
