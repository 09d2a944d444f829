package import Campaigns
package import Mail
package import PartnerProgram
package import Signing

/// Seals a composition for its recipient: addresses, identity and the headers of the campaign.
package struct EnvelopeMaker: Sendable {
  package let campaign: String
  package let sender: SenderSettings
  package let program: ProgramSettings
  private let secret: SecretKey
  private let keys: KeyRing

  package init(
    campaign: String, sender: SenderSettings, program: ProgramSettings, key: SecretKey
  ) throws(SigningError) {
    self.campaign = campaign
    self.sender = sender
    self.program = program
    secret = key
    keys = try KeyRing(signing: 1, keys: [1: key])
  }

  /// The link in the mail's foot and in its List-Unsubscribe header; it holds no address.
  package func unsubscribeLink(for partner: Partner.ID) throws(SigningError) -> String {
    (program.unsubscribe?.url ?? "") + (try token(for: partner))
  }

  private func token(for partner: Partner.ID) throws(SigningError) -> String {
    try UnsubscribeToken(partner: Self.reference(to: partner, key: secret), topic: campaign).text(
      signedBy: keys)
  }

  /// The partner's id, or a keyed hash of it where the id is an address or too long for a token.
  private static func reference(to partner: Partner.ID, key: SecretKey) -> String {
    guard partner.utf8.count > 40 || partner.utf8.contains(UInt8(ascii: "@")) else { return partner }
    return "~" + hexadecimal(hmacSHA256(key, Array("partner \(partner)".utf8)).prefix(12))
  }

  /// The finished message under the delivery's number; `date` is the clock that its content was composed by, and `needs`
  /// says whether its parts come along.
  package func envelope(
    _ composition: Composition, to partner: Partner, edition: String, id: Envelope.ID, date: Timestamp,
    needs: EnvelopeForm = .bytes
  ) throws -> Envelope {
    let domain = sender.from.address.domain
    let identity = messageToken(campaign: campaign, edition: edition, partner: partner.id)
    var message = Message(
      from: sender.from, to: Mailbox(name: partner.name, address: partner.email),
      subject: composition.subject,
      text: composition.text, html: composition.html, language: composition.language.description, date: date,
      messageID: try MessageID(token: identity, domain: domain))
    message.replyTo = sender.replyTo
    message.listID = Message.ListID(name: program.name, id: "\(campaign.lowercased()).\(domain)")
    let token = try token(for: partner.id)
    message.unsubscribe = Message.Unsubscribe(
      url: (program.unsubscribe?.url ?? "") + token,
      mailto: program.unsubscribe?.mail.map { "mailto:\($0)?subject=\(token)" })
    message.feedbackID = "\(campaign):\(edition):tierpost"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(composition.html.count * 5 / 4 + composition.text.count * 5 / 4 + 2_000)
    try message.write(into: &bytes)
    return Envelope(
      id: id, sender: sender.bounces, recipient: partner.email, bytes: bytes,
      parts: needs == .parts ? .message(message) : .none)
  }
}
