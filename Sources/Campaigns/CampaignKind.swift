package import Mail
package import PartnerProgram
package import Settings

/// A reason to write: which recipients a mail concerns, on which day, with which template.
///
/// One file in `Kinds`, one line in `allCampaignKinds`.
package protocol CampaignKind: Sendable {
  /// The word for `kind:` in tierpost.yaml.
  static var name: String { get }

  /// Reads the kind's own keys of a campaign; mistakes go to the reader's log.
  init?(_ campaign: MappingReader)

  /// What must happen to a partner for the campaign to write; nil for kinds whose editions the calendar gives.
  var trigger: EventTrigger? { get }

  /// Every template the campaign may use.
  var templates: [String] { get }

  /// The editions that a run covers.
  ///
  /// - Parameters:
  ///   - name: what the person asked for, or nil for what is due.
  ///   - today: the program's day.
  /// - Returns: one or more, in the order in which they are sent.
  /// - Throws: a sentence saying what an edition of this kind looks like.
  func editions(named name: String?, today: CivilDate) throws(EditionError) -> [Edition]

  /// Whether and how an edition concerns a recipient.
  func occasion(for recipient: Recipient, in edition: Edition, today: CivilDate) -> Occasion
}

extension CampaignKind {
  package var trigger: EventTrigger? { nil }

  /// Tells of events under `on:` that only ladders with `movement:` have, where no ladder has it.
  func refuseWhatNeverHappens(_ campaign: MappingReader) {
    let never = (trigger?.kinds ?? []).filter(\.needsMovement).map(\.word).sorted()
    guard let first = never.first else { return }
    campaign.fail(
      at: "on", "'\(first)' never happens here: no ladder has `movement:`", kind: .conflict,
      help: "with `movement:` below `tiers:` partners hold a tier from period to period")
  }
}

/// Every campaign kind of the folder `Kinds`.
package let allCampaignKinds: [any CampaignKind.Type] = [
  AdvancementCampaign.self, EventCampaign.self, SequenceCampaign.self, StatusCampaign.self,
]

/// What a campaign of events waits for.
package struct EventTrigger: Sendable, Equatable {
  /// The events that it tells of.
  package let kinds: Set<PartnerMoment.Kind>
  /// For how many days after its own an event is news.
  package let within: Int

  package init(kinds: Set<PartnerMoment.Kind>, within: Int) {
    self.kinds = kinds
    self.within = within
  }
}

/// One sending of a campaign: a partner hears it once.
package struct Edition: Sendable, Hashable {
  /// The name in the ledger: `2026-10`, `step-2`.
  package let name: String
  /// The month whose tier status the mail speaks of.
  package let month: Month
  /// The step of a sequence, counted from 0.
  package let step: Int?
  /// Whom alone it can concern, by id in order; nil for anybody.
  package let partners: [Partner.ID]?

  package init(name: String, month: Month, step: Int? = nil, partners: [Partner.ID]? = nil) {
    self.name = name
    self.month = month
    self.step = step
    self.partners = partners
  }
}

/// An edition's name that the campaign's kind does not know.
package struct EditionError: Error, Sendable, Equatable, CustomStringConvertible {
  package let description: String
}

/// What an edition means for one recipient.
package enum Occasion: Sendable, Equatable {
  /// Write, with this template.
  case mail(template: String, bonus: Money?, step: StepFacts?)
  /// Not this recipient: the reason in a few words.
  case none(String)
}
