package import Campaigns
package import Mail
package import PartnerProgram
package import Segmentation
package import Settings

/// One campaign made ready to run: its segment, its templates compiled in every language, its sender.
package struct CampaignContext: Sendable {
  package let campaign: Campaign
  package let segment: Segment
  package let evaluator: TierEvaluator
  package let maker: EnvelopeMaker
  private let library: TemplateLibrary
  private let compiled: [TemplateKey: CompiledTemplate]
  private let facts: ProgramFacts
  /// nil where the program has none, or no template of the campaign reads anything of it.
  private let recognition: RecognitionRules?
  private let choices = LanguageChoices()

  struct TemplateKey: Hashable, Sendable {
    let name: String
    let language: LanguageTag
  }

  /// Compiles what the campaign needs.
  ///
  /// - Throws: every problem of its segment and of its templates in every language.
  package init(
    _ campaign: Campaign, in workspace: Workspace, fields: Set<String>, evaluator: TierEvaluator,
    maker: EnvelopeMaker
  ) throws(Problems) {
    self.campaign = campaign
    self.evaluator = evaluator
    self.maker = maker
    let program = workspace.program
    facts = ProgramFacts(
      name: program.name, currency: program.currency, website: program.website,
      postalAddress: program.postalAddress, timeZone: program.timeZone)
    let log = ProblemLog()
    let library = try workspace.templates(fields: fields)
    var segment: Segment?
    var compiled: [TemplateKey: CompiledTemplate] = [:]
    log.catching { () throws(Problems) in segment = try workspace.segment(campaign.segment, fields: fields) }
    for name in Set(campaign.kind.templates).sorted() {
      log.catching { () throws(Problems) in try library.requireDefaultLanguage(of: name) }
      for language in library.languages(of: name) {
        log.catching { () throws(Problems) in
          compiled[TemplateKey(name: name, language: language)] = try library.compile(name, language)
        }
      }
    }
    try log.withoutRepeats().throwIfAny()
    guard let segment else { throw Problems(log.problems) }
    recognition =
      workspace.recognition == RecognitionSettings() || !compiled.values.contains(where: \.readsRecognition)
      ? nil : try workspace.recognition(fields: fields)
    self.segment = segment
    self.library = library
    self.compiled = compiled
  }

  /// What an edition means for a recipient.
  package enum Decision: Sendable {
    case mail(Letter)
    /// Not in the segment, or the occasion does not concern the partner.
    case outside(reason: String)
  }

  /// A mail that is due: what it is written by, and what its occasion brings.
  package struct Letter: Sendable {
    package let template: CompiledTemplate
    let bonus: Money?
    let step: StepFacts?
  }

  /// Decides by segment, occasion and language.
  package func decide(_ recipient: Recipient, in edition: Edition, today: CivilDate) throws -> Decision {
    if let left = recipient.partner.left, left <= today { return .outside(reason: "left the program") }
    guard segment.matches(recipient, on: today) else {
      return .outside(reason: "not in segment \(segment.id)")
    }
    switch campaign.kind.occasion(for: recipient, in: edition, today: today) {
    case .none(let reason): return .outside(reason: reason)
    case .mail(let name, let bonus, let step):
      let template = template(name, for: recipient.partner.language)
      return .mail(Letter(template: template, bonus: bonus, step: step))
    }
  }

  /// What the template of a mail reads.
  package func data(of letter: Letter, for recipient: Recipient, in edition: Edition) throws -> MailData {
    var data = MailData(
      recipient: recipient, program: facts, campaign: campaign.name, edition: edition.name,
      tiers: evaluator.ladder.tiers, bonus: letter.bonus, step: letter.step,
      unsubscribeLink: try maker.unsubscribeLink(for: recipient.partner.id))
    let ladder = evaluator.ladder(for: recipient.partner)
    if ladder.terms.score != nil { data.score = ScorePart.all(of: recipient.status, in: ladder) }
    return data
  }

  /// What tells the campaign's mails of leaderboard and spotlight; nil where they say nothing of them.
  func recognizer(_ walk: RecipientWalk) -> Recognizer? {
    recognition.map { rules in
      Recognizer(rules, walk: walk) { [key = maker.secret] in PartnerAlias.of($0, key: key) }
    }
  }

  private func template(_ name: String, for language: String?) -> CompiledTemplate {
    choices.choice(LanguageChoices.Question(template: name, language: language ?? "")) {
      guard let chosen = library.language(of: name, for: language.flatMap { LanguageTag($0) }),
        let template = compiled[TemplateKey(name: name, language: chosen)]
      else { preconditionFailure("every template of a campaign is written in the default language") }
      return template
    }
  }
}
