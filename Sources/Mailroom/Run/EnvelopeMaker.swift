package import Campaigns
package import Mail
package import PartnerProgram
package import Signing

/// Seals a composition for its recipient: addresses, identity and the headers of the campaign.
package struct EnvelopeMaker: Sendable {
  package let campaign: String
  package let sender: SenderSettings
  package let program: ProgramSettings
  let secret: SecretKey
  private let keys: KeyRing
  private let signer: DKIMSigner?
  private let bounces: BounceAddress?

  /// A maker for one campaign.
  ///
  /// `key` names partners in links for ever; `links` are the keys that links and bounces are signed with, by default that
  /// one. `signer` signs each mail once, for all its attempts; nil where nothing is to be signed.
  package init(
    campaign: String, sender: SenderSettings, program: ProgramSettings, key: SecretKey, links: KeyRing? = nil,
    signer: DKIMSigner? = nil
  ) throws(SigningError) {
    self.campaign = campaign
    self.sender = sender
    self.program = program
    secret = key
    if let links { keys = links } else { keys = try KeyRing(signing: 1, keys: [1: key]) }
    self.signer = signer
    bounces = sender.verp ? try BounceAddress(sender.bounces, keys: keys) : nil
  }

  /// The link in the mail's foot and in its List-Unsubscribe header; it holds no address.
  package func unsubscribeLink(for partner: Partner.ID) throws(SigningError) -> String {
    (program.unsubscribe?.url ?? "") + (try token(for: partner))
  }

  private func token(for partner: Partner.ID) throws(SigningError) -> String {
    try UnsubscribeToken(partner: PartnerReference.of(partner, key: secret), topic: campaign).text(
      signedBy: keys)
  }

  /// The finished message under the delivery's number; `date` is the clock that its content was composed by, and `needs`
  /// says whether its parts come along.
  ///
  /// A test is no delivery of the ledger: its bounces carry no token, which would name another's.
  package func envelope(
    _ composition: Composition, to partner: Partner, edition: String, id: Envelope.ID, date: Timestamp,
    needs: EnvelopeForm = .bytes, isTest: Bool = false
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
    bytes.reserveCapacity(
      composition.html.count * 5 / 4 + composition.text.count * 5 / 4 + 2_000 + 1_100
        * (signer?.identities.count ?? 0))
    try message.write(into: &bytes)
    signer?.sign(&bytes, date: date)
    return Envelope(
      id: id, sender: isTest ? sender.bounces : bounces?.address(for: id) ?? sender.bounces,
      recipient: partner.email, bytes: bytes, parts: needs == .parts ? .message(message) : .none)
  }
}
