import Mail

/// Amazon SES, API v2, with the message's bytes (docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html).
///
/// SES replaces Message-ID and Date. It does not know a message again that it is sent twice.
struct AmazonSESProvider: Provider {
  static let name = "ses"
  static let settings: [ProviderSetting] = [
    ProviderSetting("region", .text, isRequired: true),
    ProviderSetting("access_key", .secret, isRequired: true), .key,
    ProviderSetting("session_token", .secret), ProviderSetting("configuration_set", .text),
  ]

  let endpoint: HTTPEndpoint
  /// 40 MB after Base64 (docs.aws.amazon.com/ses/latest/dg/quotas.html).
  let limits = RequestLimits(count: 1, bytes: 40_000_000)
  let needs = EnvelopeForm.bytes
  private let signature: AWSSignature
  private let headers: [HTTPHeader]
  private let configurationSet: String?

  init(_ values: ProviderValues) throws(ProviderError) {
    let region = try values.text("region")
    guard (1...30).contains(region.utf8.count), region.utf8.allSatisfy(Self.isRegionByte) else {
      throw ProviderError("region is no region of AWS; for example eu-west-1")
    }
    let accessKey = try values.secret("access_key").reveal()
    guard accessKey.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }) else {
      throw ProviderError("access_key has a character that is not allowed there")
    }
    signature = AWSSignature(
      region: region, service: "ses", accessKey: accessKey, secretKey: try values.secret("key"))
    endpoint = try values.endpoint(or: "https://email.\(region).amazonaws.com")
    configurationSet = values.texts["configuration_set"]
    var headers = [HTTPHeader.json]
    if let token = values.secrets["session_token"], !token.isEmpty {
      do {
        headers.append(try HTTPHeader("X-Amz-Security-Token", token))
      } catch {
        throw ProviderError("\(error)")
      }
    }
    self.headers = headers
  }

  private static func isRegionByte(_ byte: UInt8) -> Bool {
    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
  }

  func request(for batch: [Envelope]) -> HTTPRequest {
    var json = JSONWriter(capacity: (batch.first?.bytes.count ?? 0) * 4 / 3 + 500)
    json.object { json in
      for envelope in batch.prefix(1) {
        json.key("Destination")
        json.object {
          $0.key("ToAddresses")
          $0.list { $0.string(envelope.recipient.description) }
        }
        json.key("Content")
        json.object {
          $0.key("Raw")
          $0.object {
            $0.key("Data")
            $0.base64(envelope.bytes)
          }
        }
        json.key("EmailTags")
        json.list {
          $0.object {
            $0.field("Name", "delivery")
            $0.field("Value", String(envelope.id.rawValue))
          }
        }
      }
      if let configurationSet { json.field("ConfigurationSetName", configurationSet) }
    }
    return HTTPRequest(
      .post, "/v2/email/outbound-emails", headers: headers, body: json.bytes, signature: signature)
  }

  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    let json = response.json
    if response.status == 200 {
      guard let id = json?["MessageId"]?.text else { return response.standardAnswer(for: batch) }
      return .accepted(200, "taken as \(id)")
    }
    let said = (json?["message"] ?? json?["Message"])?.text ?? ""
    func outage(_ kind: Outage.Kind, _ text: String, isPermanent: Bool = true) -> ProviderAnswer {
      let cause = "HTTP \(response.status), \(text): \(ReplyCleaning.clean(said, batch))"
      return .outage(Outage(kind: kind, cause: cause, isPermanent: isPermanent), batch.count)
    }
    func refused(_ status: (UInt8, UInt16, UInt16)) -> ProviderAnswer {
      ProviderAnswer(all: .refused(.provider(response.status, status, said, batch)), batch.count)
    }
    switch Self.kind(of: response, json) {
    case "TooManyRequestsException", "ThrottlingException", "Throttling", "TooManyRequests":
      if said.lowercased().contains("quota") {
        return outage(.quota, "the day's quota is used up", isPermanent: false)
      }
      return .tooFast(
        .provider(response.status, (4, 4, 5), said, batch), batch.count, after: response.retryAfter)
    case "LimitExceededException":
      return outage(.quota, "a limit of the account is reached", isPermanent: false)
    case "AccountSuspendedException", "SendingPausedException":
      return outage(.authentication, "the account may not send")
    case "MailFromDomainNotVerifiedException":
      return outage(.authentication, "the sending domain is not verified")
    case "NotFoundException": return outage(.unreachable, "something in the settings does not exist there")
    case "MessageRejected":
      return refused(said.lowercased().contains("not verified") ? (5, 7, 1) : (5, 6, 0))
    case "BadRequestException" where Self.concernsAddress(said): return refused((5, 1, 3))
    case "BadRequestException": return refused((5, 6, 0))
    case "InvalidSignatureException", "SignatureDoesNotMatch", "UnrecognizedClientException",
      "InvalidClientTokenId", "ExpiredTokenException", "ExpiredToken", "AccessDeniedException",
      "MissingAuthenticationTokenException", "IncompleteSignatureException":
      return outage(.authentication, "the provider does not accept the key or its rights")
    default: return response.standardAnswer(for: batch, said: said)
    }
  }

  /// The error's name: in a header, with an address behind a colon, or in the body behind a `#`.
  private static func kind(of response: HTTPResponse, _ json: JSONValue?) -> String {
    let text = response.header("x-amzn-errortype") ?? (json?["__type"] ?? json?["code"])?.text ?? ""
    let name = text.prefix { $0 != ":" }
    return String(name.split(separator: "#").last ?? name)
  }

  private static func concernsAddress(_ text: String) -> Bool {
    [
      "missing final '@domain'", "illegal address", "invalid domain", "local address contains",
      "domain contains",
    ]
    .contains { text.lowercased().contains($0) }
  }

  var quotaRequest: HTTPRequest? {
    HTTPRequest(.get, "/v2/email/account", headers: headers, signature: signature)
  }

  func quota(in response: HTTPResponse) -> SendQuota? {
    guard response.status == 200, let quota = response.json?["SendQuota"] else { return nil }
    let rate = quota["MaxSendRate"]?.double
    var left: Int?
    // -1 is an unlimited quota.
    if let most = quota["Max24HourSend"]?.double, most >= 0, let sent = quota["SentLast24Hours"]?.double {
      left = max(0, Int(min(most - sent, 1e15)))
    }
    return SendQuota(perSecond: rate.flatMap { $0 > 0 ? $0 : nil }, left: left)
  }
}
