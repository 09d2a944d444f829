package import Mail
package import PartnerProgram
package import Settings

/// A higher tier than the month before: `kind: advancement`, an edition a month, with the bonus of a tier that was
/// never reached before.
package struct AdvancementCampaign: MonthlyCampaign {
  package static let name = "advancement"
  let template: String

  package init?(_ campaign: MappingReader) {
    guard let template = campaign.required("template")?.string() else { return nil }
    self.template = template
  }

  package func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion {
    guard recipient.hasRisen else { return .none("tier did not rise") }
    let bonus = recipient.reachedFirstTime ? recipient.status.tier.bonus : nil
    return .mail(template: template, bonus: bonus, step: nil)
  }
}
