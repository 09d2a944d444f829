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

/// Every campaign kind of the folder `Kinds`.
package let allCampaignKinds: [any CampaignKind.Type] = [
  AdvancementCampaign.self, SequenceCampaign.self, StatusCampaign.self,
]

/// One sending of a campaign: a partner hears it once.
package struct Edition: Sendable, Hashable {
  /// The name in the ledger: `2026-10`, `step-2`.
  package let name: String
  /// The month whose tier status the mail speaks of.
  package let month: Month
  /// The step of a sequence, counted from 0.
  package let step: Int?

  package init(name: String, month: Month, step: Int? = nil) {
    self.name = name
    self.month = month
    self.step = step
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
