package import Mail
package import PartnerProgram
package import Settings

/// Where the partner stands: `kind: status`, an edition a month, for everybody in the segment.
package struct StatusCampaign: MonthlyCampaign {
  package static let name = "status"
  let template: String

  package init?(_ campaign: MappingReader) {
    guard let template = campaign.required("template")?.string() else { return nil }
    self.template = template
  }

  package func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion {
    guard recipient.partner.joined <= edition.month.lastDay else { return .none("joined after the month") }
    return .mail(template: template, bonus: nil, step: nil)
  }
}
