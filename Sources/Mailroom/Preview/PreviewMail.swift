/// One finished mail as the preview page shows it.
package struct PreviewMail: Sendable {
  /// The partner whose mail is shown.
  package struct Partner: Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// The base direction of the mail's language.
  package enum Direction: String, Sendable {
    case leftToRight = "ltr"
    case rightToLeft = "rtl"
  }

  package let campaign: String
  package let edition: String
  package let partner: Partner
  /// The tier's display name.
  package let tier: String
  /// A tag of BCP 47, such as `pt-BR`.
  package let language: String
  package let direction: Direction
  package let subject: String
  package let preheader: String
  /// The From field as people write it: `Acme Partners <partners@acme.example>`.
  package let from: String
  /// The HTML part as it is sent, UTF-8.
  package let html: [UInt8]
  /// The text part, UTF-8; lines end with LF or CR LF.
  package let text: [UInt8]
  /// The size of the finished message in bytes.
  package let bytes: Int
  /// The message's file in the outbox; shown as text, never opened.
  package let fileName: String?

  package init(
    campaign: String, edition: String, partner: Partner, tier: String, language: String,
    direction: Direction, subject: String, preheader: String, from: String, html: [UInt8], text: [UInt8],
    bytes: Int, fileName: String?
  ) {
    self.campaign = campaign
    self.edition = edition
    self.partner = partner
    self.tier = tier
    self.language = language
    self.direction = direction
    self.subject = subject
    self.preheader = preheader
    self.from = from
    self.html = html
    self.text = text
    self.bytes = bytes
    self.fileName = fileName
  }
}
