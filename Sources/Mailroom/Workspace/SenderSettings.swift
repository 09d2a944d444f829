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

  /// What is not there yet, by the key that asks for it.
  private static let later = ["dkim": "signing"]

  package init?(_ name: String, _ keys: MappingReader) {
    for (key, what) in Self.later.sorted(by: { $0.key < $1.key }) where keys.optional(key) != nil {
      keys.fail(at: key, "\(what) is not available yet", kind: .notAvailable)
    }
    let from = keys.required("from").flatMap(Self.mailbox)
    let replyTo = keys.optional("reply_to").flatMap(Self.mailbox)
    let bounces = keys.optional("bounces").flatMap(Self.mailbox)
    let domainLimits = keys.optional("domain_limits").map { DomainLimits($0) } ?? DomainLimits()
    let upstreams = Self.upstreams(keys)
    keys.finish(known: UpstreamSettings.known + ["upstreams", "limits"])
    guard let from, let upstreams, let domainLimits else { return nil }
    self.name = name
    self.from = from
    self.replyTo = replyTo
    self.bounces = bounces?.address ?? from.address
    self.upstreams = upstreams
    self.domainLimits = domainLimits
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
