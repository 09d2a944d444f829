package import Campaigns
package import Mail
package import PartnerProgram
package import Signing

/// Seals a composition for its recipient: addresses, identity and the headers of the campaign.
package struct EnvelopeMaker: Sendable {
  package let campaign: String
  package let sender: SenderSettings
  package let program: ProgramSettings
  package let key: SecretKey

  package init(campaign: String, sender: SenderSettings, program: ProgramSettings, key: SecretKey) {
    self.campaign = campaign
    self.sender = sender
    self.program = program
    self.key = key
  }

  /// The link in the mail's foot and in its List-Unsubscribe header; it holds no address.
  package func unsubscribeLink(for partner: Partner.ID) -> String {
    (program.unsubscribe?.url ?? "") + token(for: partner)
  }

  private func token(for partner: Partner.ID) -> String {
    UnsubscribeToken(partner: partner, topic: campaign).sealed(with: key)
  }

  /// The finished message.
  ///
  /// - Parameters:
  ///   - id: the delivery's number in the ledger.
  ///   - date: the Date header: the clock the content was composed by.
  package func envelope(
    _ composition: Composition, to partner: Partner, edition: String, id: Envelope.ID, date: Timestamp
  ) throws(MessageError) -> Envelope {
    let domain = sender.from.address.domain
    let token = messageToken(campaign: campaign, edition: edition, partner: partner.id)
    var message = Message(
      from: sender.from, to: Mailbox(name: partner.name, address: partner.email), subject: composition.subject,
      text: composition.text, html: composition.html, language: composition.language.description, date: date,
      messageID: try MessageID(token: token, domain: domain))
    message.replyTo = sender.replyTo
    message.listID = Message.ListID(name: program.name, id: "\(campaign.lowercased()).\(domain)")
    let link = unsubscribeLink(for: partner.id)
    message.unsubscribe = Message.Unsubscribe(
      url: link,
      mailto: program.unsubscribe?.mail.map { "mailto:\($0)?subject=\(self.token(for: partner.id))" })
    message.feedbackID = "\(campaign):\(edition):tierpost"
    var bytes: [UInt8] = []
    bytes.reserveCapacity(composition.html.count * 5 / 4 + composition.text.count * 5 / 4 + 2_000)
    try message.write(into: &bytes)
    return Envelope(id: id, sender: sender.bounces, recipient: partner.email, bytes: bytes)
  }
}
