import Mail

/// SparkPost, with the message's bytes (developers.sparkpost.com/api/transmissions).
///
/// It looks for its own template language in everything it sends, so braces are written as its macros, which it turns
/// back into braces.
struct SparkPostProvider: Provider {
  static let name = "sparkpost"
  static let settings: [ProviderSetting] = [.key, ProviderSetting("region", .choice(["us", "eu"]))]

  let endpoint: HTTPEndpoint
  let limits = RequestLimits(count: 1, bytes: 20_000_000)
  /// The parts are looked through for braces that the bytes hide.
  let needs = EnvelopeForm.parts
  private let headers: [HTTPHeader]

  init(_ values: ProviderValues) throws(ProviderError) {
    let host = values.texts["region"] == "eu" ? "api.eu.sparkpost.com" : "api.sparkpost.com"
    endpoint = try values.endpoint(or: "https://\(host)")
    headers = [.json, try values.key(in: "Authorization")]
  }

  func objection(to envelope: Envelope) -> Delivery.Reply? {
    guard let message = envelope.message else { return envelope.objectionWithoutParts() }
    let readable = [Array(message.subject.utf8), message.text, message.html ?? []]
    guard readable.contains(where: Braces.areIn) else { return nil }
    let shown = Braces.count(in: envelope.bytes)
    let meant = readable.reduce(0) { $0 + Braces.count(in: $1) }
    return shown >= meant
      ? nil
      : .local(
        "the mail has '{{' in a form that SparkPost would take for its own template language",
        status: (5, 6, 0))
  }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter(capacity: (batch.first?.bytes.count ?? 0) + 1_000)
    for envelope in batch.prefix(1) {
      json.object { json in
        json.key("options")
        json.object {
          $0.field("open_tracking", false)
          $0.field("click_tracking", false)
        }
        json.key("metadata")
        json.object { $0.field("delivery", String(envelope.id.rawValue)) }
        json.key("recipients")
        json.list {
          $0.object {
            $0.key("address")
            $0.object { $0.field("email", envelope.recipient.description) }
          }
        }
        json.key("content")
        json.object { $0.field("email_rfc822", Braces.escaped(envelope.bytes)) }
      }
    }
    return HTTPRequest(.post, "/api/v1/transmissions", headers: headers, body: json.bytes)
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 200 {
      guard let results = json?["results"], let taken = results["total_accepted_recipients"]?.integer,
        let refused = results["total_rejected_recipients"]?.integer, taken + refused == 1
      else { return response.standardAnswer(for: batch) }
      if refused == 1 {
        return ProviderAnswer([.refused(.provider(200, (5, 0, 0), "the recipient was not taken"))])
      }
      guard let id = results["id"]?.text else { return response.standardAnswer(for: batch) }
      return .accepted(200, "taken as \(id)")
    }
    let error = json?["errors"]?.list?.first
    let said = [error?["message"]?.text, error?["description"]?.text].compactMap(\.self).joined(
      separator: ", ")
    func refused(_ status: (UInt8, UInt16, UInt16)) -> ProviderAnswer {
      ProviderAnswer([.refused(.provider(response.status, status, said, batch))])
    }
    if response.status == 420 {
      return .exhausted(
        "HTTP 420, a limit of the account is reached: \(ReplyCleaning.clean(said))", batch.count)
    }
    guard response.status < 429, response.status != 401, response.status != 403 else {
      return response.standardAnswer(for: batch, said: said)
    }
    switch error?["code"]?.integer {
    case 1902: return refused((5, 7, 1))
    case 5001, 5002: return refused((5, 1, 3))
    case 7001:
      let cause =
        "HTTP \(response.status), the account may not send from this domain: \(ReplyCleaning.clean(said))"
      return .outage(Outage(kind: .authentication, cause: cause, isPermanent: true), batch.count)
    case 1300, 1301, 1303, 3000, 3005: return refused((5, 6, 0))
    default: return response.standardAnswer(for: batch, said: said)
    }
  }
}

/// Curly braces in pairs and threes, which SparkPost reads
/// (developers.sparkpost.com/api/template-language, "Escaping").
private enum Braces {
  static func areIn(_ bytes: [UInt8]) -> Bool { count(in: bytes) > 0 }

  /// How many runs of two or more opening braces there are.
  static func count(in bytes: [UInt8]) -> Int {
    var count = 0
    var run = 0
    for byte in bytes {
      run = byte == UInt8(ascii: "{") ? run + 1 : 0
      if run == 2 { count += 1 }
    }
    return count
  }

  static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    var escaped: [UInt8] = []
    escaped.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        escaped.append(byte)
        index += 1
        continue
      }
      let run = bytes[index...].prefix { $0 == byte }.count
      index += run
      let word = byte == UInt8(ascii: "{") ? "opening" : "closing"
      var rest = run
      while rest > 1 {
        let size = rest == 3 ? 3 : 2
        escaped.append(contentsOf: "{{\(word)_\(size == 3 ? "triple" : "double")_curly()}}".utf8)
        rest -= size
      }
      if rest == 1 { escaped.append(byte) }
    }
    return escaped
  }
}
