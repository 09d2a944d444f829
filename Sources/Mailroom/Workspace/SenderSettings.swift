package import Ledger
package import Mail
package import Settings

/// One entry of `senders:`: who mails come from and what carries them.
package struct SenderSettings: Sendable {
  package let name: String
  package let from: Mailbox
  package let replyTo: Mailbox?
  /// The envelope sender, where bounces go; the From address where it is not set.
  package let bounces: EmailAddress
  package let carrier: Carrier
  /// When what is deferred goes out again.
  package let retries: RetryPolicy
  /// When a run gives up.
  package let stop: StopSettings

  package enum Carrier: Sendable {
    /// A folder of `.eml` files; the path as written.
    case folder(String)
    case smtp(SMTPSettings)
  }

  /// What is not there yet, by the key that asks for it.
  private static let later = [
    "provider": "sending by a provider's HTTP API", "dkim": "signing", "limits": "pace limits",
    "upstreams": "several upstreams",
  ]

  package init?(_ name: String, _ keys: MappingReader) {
    for (key, what) in Self.later.sorted(by: { $0.key < $1.key }) where keys.optional(key) != nil {
      keys.fail(at: key, "\(what) is not available yet", kind: .notAvailable)
    }
    let from = keys.required("from").flatMap(Self.mailbox)
    let replyTo = keys.optional("reply_to").flatMap(Self.mailbox)
    let bounces = keys.optional("bounces").flatMap(Self.mailbox)
    let retries = RetryPolicy(keys)
    let stop = StopSettings(keys)
    let folder = keys.optional("folder")?.string()
    let smtp = keys.optional("smtp").flatMap { SMTPSettings($0, keys) }
    if keys.has("folder") == keys.has("smtp") {
      keys.fail(at: keys.has("smtp") ? "smtp" : "from", "a sender has either folder: or smtp:")
    }
    keys.finish(known: ["folder", "smtp"] + SMTPSettings.keys)
    guard let from, let carrier = folder.map(Carrier.folder) ?? smtp.map(Carrier.smtp) else { return nil }
    self.name = name
    self.from = from
    self.replyTo = replyTo
    self.bounces = bounces?.address ?? from.address
    self.carrier = carrier
    self.retries = retries
    self.stop = stop
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
