package import Ledger
package import Mail
package import Sending
package import Settings

/// One entry of `senders:`: who mails come from, and the ways they may take.
package struct SenderSettings: Sendable {
  package let name: String
  package let from: Mailbox
  package let replyTo: Mailbox?
  /// The envelope sender, where bounces go; the From address where it is not set.
  package let bounces: EmailAddress
  /// What carries them, at least one.
  package let upstreams: [UpstreamSettings]
  /// Limits by the domain of the recipient, whichever upstream carries a mail.
  package let domainLimits: DomainLimits
  /// Who signs, in the order of the signatures; none where nothing is signed.
  package let dkim: [DKIMSettings]
  /// Days from a mail's date to the end of its signatures; nil for no end.
  package let dkimDays: Int?
  /// Whether the envelope sender holds a token that says which delivery bounced.
  package let verp: Bool
  /// When what is deferred goes out again.
  package let retries: RetryPolicy
  /// When a run gives up.
  package let stop: StopSettings

  package init?(_ name: String, _ keys: MappingReader) {
    let from = keys.required("from").flatMap(Self.mailbox)
    let replyTo = keys.optional("reply_to").flatMap(Self.mailbox)
    let bounces = keys.optional("bounces").flatMap(Self.mailbox)
    let dkim = keys.optional("dkim").map { DKIMSettings.list($0, from: from?.address.domain) } ?? []
    let days = keys.optional("dkim_expires").flatMap { DKIMSettings.expiry($0, keys) }
    let verp = BounceSettings.verp(keys, bounces: bounces?.address)
    let retries = RetryPolicy(keys)
    let stop = StopSettings(keys)
    let domainLimits = keys.optional("domain_limits").map { DomainLimits($0) } ?? DomainLimits()
    let upstreams = Self.upstreams(keys)
    if let upstreams, upstreams.allSatisfy(\.isFolder), keys.has("domain_limits") {
      keys.fail(at: "domain_limits", "folders have no limits: nobody counts their files")
    }
    keys.finish(known: UpstreamSettings.known + ["upstreams", "limits"])
    guard let from, let upstreams, let domainLimits else { return nil }
    self.name = name
    self.from = from
    self.replyTo = replyTo
    self.bounces = bounces?.address ?? from.address
    self.upstreams = upstreams
    self.domainLimits = domainLimits
    self.dkim = dkim
    dkimDays = days
    self.verp = verp
    self.retries = retries
    self.stop = stop
  }

  /// Whether every upstream sends a mail's bytes as they are, and none asks for its parts.
  package var carriesBytes: Bool {
    upstreams.allSatisfy { upstream in
      if case .provider = upstream.carrier { false } else { true }
    }
  }

  private static func upstreams(_ keys: MappingReader) -> [UpstreamSettings]? {
    guard let list = keys.optional("upstreams") else {
      return UpstreamSettings(of: keys).map { [$0] }
    }
    if let other = UpstreamSettings.Carrier.keys.first(where: keys.has) {
      keys.fail(at: other, "a sender has upstreams: or \(other):, not both")
      _ = keys.optional(other)
    }
    return UpstreamSettings.list(list)
  }

  private static func mailbox(_ value: SettingsValue) -> Mailbox? {
    guard let text = value.string() else { return nil }
    do {
      return try Mailbox(text)
    } catch {
      value.fail(
        "not an address: \(error.reason)", help: "for example: Acme Partners <partners@acme.example>")
      return nil
    }
  }
}
