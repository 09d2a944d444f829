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
  /// Who signs, in the order of the signatures; none where nothing is signed.
  package let dkim: [DKIMSettings]
  /// Days from a mail's date to the end of its signatures; nil for no end.
  package let dkimDays: Int?
  /// Whether the envelope sender holds a token that says which delivery bounced.
  package let verp: Bool

  package enum Carrier: Sendable {
    /// A folder of `.eml` files; the path as written.
    case folder(String)
    case smtp(SMTPSettings)
  }

  /// What is not there yet, by the key that asks for it.
  private static let later = [
    "provider": "sending by a provider's HTTP API", "limits": "pace limits",
    "upstreams": "several upstreams",
  ]

  package init?(_ name: String, _ keys: MappingReader) {
    for (key, what) in Self.later.sorted(by: { $0.key < $1.key }) where keys.optional(key) != nil {
      keys.fail(at: key, "\(what) is not available yet", kind: .notAvailable)
    }
    let from = keys.required("from").flatMap(Self.mailbox)
    let replyTo = keys.optional("reply_to").flatMap(Self.mailbox)
    let bounces = keys.optional("bounces").flatMap(Self.mailbox)
    let dkim = keys.optional("dkim").map { DKIMSettings.list($0, from: from?.address.domain) } ?? []
    let days = keys.optional("dkim_expires").flatMap { DKIMSettings.expiry($0, keys) }
    let verp = BounceSettings.verp(keys, bounces: bounces?.address)
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
    self.dkim = dkim
    dkimDays = days
    self.verp = verp
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
