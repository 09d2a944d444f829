/// A provider and how to talk to it.
package struct HTTPUpstream: Sendable {
  package enum Version: Sendable, Equatable {
    /// HTTP/1.1 on every connection, for a server whose HTTP/2 does not work.
    case one
    /// HTTP/2 where the server offers it under TLS: many requests on one connection.
    case two
  }

  package let provider: any Provider
  /// Requests under way at once; over HTTP/1.1 also the connections.
  package var requests = 10
  package var version = Version.two
  /// PEM file of the authorities to trust in place of the system's.
  package var authorityFile: String?
  /// From the look-up of the name to the end of the TLS handshake.
  package var connectTimeout: Duration = .seconds(30)
  /// From there to the end of the answer.
  ///
  /// A short one puts mails in doubt that the provider is slow to take.
  package var answerTimeout: Duration = .seconds(120)
  /// Failures in a row after which nothing more is tried.
  package var failuresUntilOutage = 3
  /// The longest time that is waited because the provider asks for it, within a run.
  package var patience: Duration = .seconds(300)

  package init(provider: any Provider) { self.provider = provider }

  /// The provider's word and its address, for people and for the record of attempts.
  package var name: String { "\(type(of: provider).name) \(provider.endpoint.name)" }
}
