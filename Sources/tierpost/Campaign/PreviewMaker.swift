import Campaigns
import Mail
import Mailroom
import PartnerProgram

/// Composes mails for the preview page: one of each kind that occurs.
struct PreviewMaker {
  let opened: OpenedWorkspace
  let asOf: Timestamp
  /// Mails of a campaign.
  let limit: Int

  /// The mails of one campaign worth showing.
  func mails(of work: CampaignWork) throws -> [PreviewMail] {
    let context = work.planner.context
    var selection = PreviewSelection<PreviewMail>(limitPerCampaign: limit)
    for edition in work.editions {
      let report = try work.planner.check(edition, only: work.only) { recipient, composition in
        let combination = PreviewSelection<PreviewMail>.Combination(
          campaign: context.campaign.name, edition: edition.name, language: composition.language.description,
          tier: recipient.status.tier.name,
          hasBonus: recipient.reachedFirstTime && recipient.status.tier.bonus != nil)
        try selection.offer(combination, mail(recipient, composition, edition, context))
      }
      if let failure = report.failures.first {
        throw Failure(
          "\(failure.problem)\n  for \(failure.partners) partners, first \(failure.first)",
          code: Exit.configuration)
      }
    }
    return selection.chosen
  }

  private func mail(
    _ recipient: Recipient, _ composition: Composition, _ edition: Edition, _ context: CampaignContext
  ) throws -> PreviewMail {
    let envelope = try context.maker.envelope(
      composition, to: recipient.partner, edition: edition.name, id: Envelope.ID(rawValue: 0), date: asOf,
      isTest: true)
    return PreviewMail(
      campaign: context.campaign.name, edition: edition.name,
      partner: PreviewMail.Partner(id: recipient.partner.id, name: recipient.partner.name),
      tier: recipient.status.tier.name, language: composition.language.description,
      direction: composition.language.direction == .rightToLeft ? .rightToLeft : .leftToRight,
      subject: composition.subject, preheader: composition.preheader,
      from: context.maker.sender.from.description,
      html: composition.html, text: composition.text, bytes: envelope.bytes.count, fileName: nil)
  }

  /// Writes the page and returns the path of its index.
  func write(_ mails: [PreviewMail]) throws -> String {
    let day = opened.calendar.day(of: asOf)
    let page = PreviewPage(program: opened.workspace.program.name, asOf: day.description, mails: mails)
    try page.write(to: opened.workspace.path("Data/Preview"))
    return opened.workspace.path("Data/Preview/index.html")
  }
}
