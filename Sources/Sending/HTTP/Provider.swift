package import Mail

/// Every provider there is, in the order of the documentation.
///
/// A provider is one file in `Providers` and one line here.
package let allProviders: [any Provider.Type] = [
  AmazonSESProvider.self, PostmarkProvider.self, MailgunProvider.self, ResendProvider.self,
  SendGridProvider.self,
  BrevoProvider.self, SparkPostProvider.self, WebhookProvider.self,
]

/// A mail provider's HTTP API as two pure functions: what to ask, and what an answer means.
package protocol Provider: Sendable {
  /// The word after `provider:` in settings.
  static var name: String { get }
  /// The settings it reads besides those that every provider has.
  static var settings: [ProviderSetting] { get }

  /// Takes values that are there and of the right kind, as `settings` asks for them.
  init(_ values: ProviderValues) throws(ProviderError)

  var endpoint: HTTPEndpoint { get }
  /// How much one request takes.
  var limits: RequestLimits { get }
  /// What it builds requests from.
  var needs: EnvelopeForm { get }
  /// How long it knows an envelope again that it is sent a second time; nil where a repetition makes a double.
  var repeatWindow: Duration? { get }
  /// Whether one and the same request, sent again soon, counts once.
  var repeatsRequests: Bool { get }

  /// Why it can never take this envelope, if so; asked before `request`.
  func objection(to envelope: Envelope) -> Delivery.Reply?
  /// The request that hands a batch over; the same bytes for the same batch.
  func request(for batch: [Envelope]) -> HTTPRequest
  /// What an answer to that request means for each envelope, and for the upstream.
  ///
  /// Only what the provider documents as success is `accepted`; an answer that cannot be read is in doubt.
  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer

  /// Asks how much may be sent; nil where the provider cannot be asked.
  var quotaRequest: HTTPRequest? { get }
  /// The quota in the answer; nil where it says none.
  func quota(in response: HTTPResponse) -> SendQuota?
}

extension Provider {
  package static var settings: [ProviderSetting] { [] }
  package var repeatWindow: Duration? { nil }
  package var repeatsRequests: Bool { repeatWindow != nil }
  package func objection(to envelope: Envelope) -> Delivery.Reply? { nil }
  package var quotaRequest: HTTPRequest? { nil }
  package func quota(in response: HTTPResponse) -> SendQuota? { nil }
}

/// How much one request takes.
package struct RequestLimits: Sendable, Equatable {
  /// Envelopes.
  package var count: Int
  /// Bytes of the body.
  package var bytes: Int

  package init(count: Int, bytes: Int) {
    self.count = count
    self.bytes = bytes
  }
}

/// How much a provider lets an account send.
package struct SendQuota: Sendable, Equatable {
  /// Messages in a second; nil where there is no limit.
  package var perSecond: Double?
  /// Messages that may still be sent today; nil where there is no limit.
  package var left: Int?

  package init(perSecond: Double?, left: Int?) {
    self.perSecond = perSecond
    self.left = left
  }
}

/// A setting that a provider reads.
package struct ProviderSetting: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case text
    /// One of these words.
    case choice([String])
    /// A whole number within bounds.
    case number(ClosedRange<Int>)
    /// Read as `NAME_env:` or `NAME_file:`; stands in no settings file.
    case secret
  }

  package let name: String
  package let kind: Kind
  package let isRequired: Bool

  package init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.isRequired = isRequired
  }

  /// The API key, as nearly every provider has one.
  package static let key = ProviderSetting("key", .secret, isRequired: true)
}

/// The values of a provider's settings, with secrets read.
package struct ProviderValues: Sendable {
  package var texts: [String: String] = [:]
  package var numbers: [String: Int] = [:]
  package var secrets: [String: Secret] = [:]
  /// In place of the provider's own address.
  package var endpoint: HTTPEndpoint?
  /// Of the webhook alone.
  package var webhook: WebhookDescription?

  package init() {}

  /// The key, for a header of its own.
  func key(in header: String, after scheme: String = "") throws(ProviderError) -> HTTPHeader {
    let key = try secret("key")
    do {
      return try HTTPHeader(header, Secret(scheme + key.reveal()))
    } catch {
      throw ProviderError("the key has a line break or another character that cannot stand in a header")
    }
  }

  func secret(_ name: String) throws(ProviderError) -> Secret {
    guard let secret = secrets[name], !secret.isEmpty else { throw ProviderError("\(name) is missing") }
    return secret
  }

  func text(_ name: String) throws(ProviderError) -> String {
    guard let text = texts[name], !text.isEmpty else { throw ProviderError("\(name) is missing") }
    return text
  }

  /// The settings' endpoint, or the provider's own.
  func endpoint(or usual: String) throws(ProviderError) -> HTTPEndpoint {
    if let endpoint { return endpoint }
    do {
      return try HTTPEndpoint(usual)
    } catch {
      throw ProviderError("\(error)")
    }
  }
}

/// Why a provider cannot work with its settings; holds no secret.
package struct ProviderError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
