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
    linkStart
      + (try UnsubscribeToken(partner: PartnerReference.of(partner, key: secret), topic: campaign).text(
        signedBy: keys))
  }

  /// What stands before the token.
  private var linkStart: String { program.unsubscribe?.url ?? "" }

  /// The finished message under the delivery's number; `date` is the clock that its content was composed by, and `needs`
  /// says whether its parts come along.
  ///
  /// A test is no delivery of the ledger: its bounces carry no token, which would name another's.
  package func envelope(
    _ composition: Composition, to partner: Partner, edition: String, id: Envelope.ID, date: Timestamp,
    needs: EnvelopeForm = .bytes, isTest: Bool = false
  ) throws -> Envelope {
    let message = try message(
      composition, to: partner, edition: edition, date: date, link: try unsubscribeLink(for: partner.id))
    return envelope(
      try bytes(of: message), to: partner.email, id: id, date: date,
      parts: needs == .parts ? .message(message) : .none, isTest: isTest)
  }

  /// The message with its headers; `link` is the partner's link to leave, as the mail's foot has it.
  func message(
    _ composition: Composition, to partner: Partner, edition: String, date: Timestamp, link: String
  ) throws(MessageError) -> Message {
    let domain = sender.from.address.domain
    let identity = messageToken(campaign: campaign, edition: edition, partner: partner.id)
    var message = Message(
      from: sender.from, to: Mailbox(name: partner.name, address: partner.email),
      subject: composition.subject,
      text: composition.text, html: composition.html, language: composition.language.description, date: date,
      messageID: try MessageID(token: identity, domain: domain))
    message.replyTo = sender.replyTo
    message.listID = Message.ListID(name: program.name, id: "\(campaign.lowercased()).\(domain)")
    let token = String(decoding: link.utf8.dropFirst(linkStart.utf8.count), as: UTF8.self)
    message.unsubscribe = Message.Unsubscribe(
      url: link, mailto: program.unsubscribe?.mail.map { "mailto:\($0)?subject=\(token)" })
    message.feedbackID = "\(campaign):\(edition):tierpost"
    return message
  }

  /// The message as it goes out, but for its signatures.
  func bytes(of message: Message) throws(MessageError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      (message.html?.count ?? 0) * 5 / 4 + message.text.count * 5 / 4 + 2_000 + 1_100
        * (signer?.identities.count ?? 0))
    try message.write(into: &bytes)
    return bytes
  }

  /// Signs a message and gives it the addresses of a delivery.
  func envelope(
    _ bytes: [UInt8], to recipient: EmailAddress, id: Envelope.ID, date: Timestamp,
    parts: Envelope.Parts = .none, isTest: Bool = false
  ) -> Envelope {
    var bytes = bytes
    signer?.sign(&bytes, date: date)
    return Envelope(
      id: id, sender: isTest ? sender.bounces : bounces?.address(for: id) ?? sender.bounces,
      recipient: recipient, bytes: bytes, parts: parts)
  }
}
