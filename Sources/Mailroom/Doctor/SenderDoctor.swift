package import Mail
package import PartnerProgram

/// Looks at all that receivers look at before they take a sender's mail.
package struct SenderDoctor: Sendable {
  package let sender: SenderSettings
  package let program: ProgramSettings
  package let keyFiles: [DKIMKeyFile]
  package let resolver: any Resolver
  package let probe: any RelayProbe
  /// Whether the page that one-click unsubscribing posts to is asked too.
  package let asksUnsubscribePage: Bool
  package let now: Timestamp

  package init(
    sender: SenderSettings, program: ProgramSettings, keyFiles: [DKIMKeyFile], resolver: any Resolver,
    probe: any RelayProbe, asksUnsubscribePage: Bool, now: Timestamp
  ) {
    self.sender = sender
    self.program = program
    self.keyFiles = keyFiles
    self.resolver = resolver
    self.probe = probe
    self.asksUnsubscribePage = asksUnsubscribePage
    self.now = now
  }

  var fromDomain: String { sender.from.address.domain }
  var bounceDomain: String { sender.bounces.domain }

  /// The sender's upstreams that are SMTP relays.
  var relays: [SMTPSettings] {
    sender.upstreams.compactMap { upstream in
      if case .smtp(let settings) = upstream.carrier { settings } else { nil }
    }
  }

  /// Those that are providers with an HTTP API.
  var providers: [ProviderSettings] {
    sender.upstreams.compactMap { upstream in
      if case .provider(let settings) = upstream.carrier { settings } else { nil }
    }
  }

  /// Every finding, check by check.
  package func findings() -> [SenderFinding] {
    let checks: [(name: String, subject: String, look: () throws(ResolverError) -> [SenderFinding])] = [
      ("domain", fromDomain, domains), ("spf", bounceDomain, spf), ("dkim", fromDomain, dkim),
      ("dmarc", fromDomain, dmarc), ("unsubscribe", program.unsubscribe?.url ?? fromDomain, unsubscribe),
      ("relay", sender.name, relay),
    ]
    return checks.flatMap { check in
      do throws(ResolverError) {
        return try check.look()
      } catch {
        return [
          SenderFinding(
            check.name, .unknown, check.subject, "\(error)",
            help: "run tierpost doctor again when DNS answers")
        ]
      }
    }
  }
}

/// What is asked of relays and web servers.
package protocol RelayProbe: Sendable {
  /// Connects as a run would, without sending a mail.
  func relay(_ settings: SMTPSettings) -> RelayFacts
  /// Connects to a provider's API as a run would, and asks for nothing.
  func api(_ settings: ProviderSettings) -> RelayFacts
  /// The status of the answer to a one-click POST with a token that is valid for nobody; nil where there was none.
  func oneClick(_ url: String) -> Int?
}

/// What a relay or an API said of itself.
package struct RelayFacts: Sendable, Equatable {
  /// `smtp://host:port`, `https://host`.
  package var name: String
  /// Why no connection could be opened that mails may go over; nil where one could.
  package var failure: String?
  /// Whether it was TLS that failed.
  package var isInsecure = false
  /// `TLSv1.3`; nil for plain text.
  package var tlsVersion: String?
  package var certificateExpires: Timestamp?
  package var offersSTARTTLS = false
  /// The mechanisms of AUTH; empty where it is not offered.
  package var mechanisms: [String] = []

  package init(name: String) { self.name = name }
}
