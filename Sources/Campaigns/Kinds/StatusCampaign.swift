package import Mail
package import PartnerProgram
package import Settings

/// Where the partner stands: `kind: status`, an edition a month, for everybody in the segment.
package struct StatusCampaign: CampaignKind {
  package static let name = "status"
  let template: String

  package init?(_ campaign: MappingReader) {
    guard let template = campaign.required("template")?.string() else { return nil }
    self.template = template
  }

  package var templates: [String] { [template] }

  package func editions(named name: String?, today: CivilDate) throws(EditionError) -> [Edition] {
    [try monthEdition(named: name, today: today)]
  }

  package func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion {
    guard recipient.partner.joined <= edition.month.lastDay else { return .none("joined after the month") }
    return .mail(template: template, bonus: nil, step: nil)
  }
}
