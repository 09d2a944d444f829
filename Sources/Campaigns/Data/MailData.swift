package import PartnerProgram

/// Everything a template can read for one recipient.
///
/// `MailSchema` gives its names.
package struct MailData: Sendable {
  package var recipient: Recipient
  package var program: ProgramFacts
  package var campaign: String
  package var edition: String
  /// The ladder as the public may see it, the lowest tier first.
  package var tiers: [Tier]
  /// Granted by this mail's occasion.
  package var bonus: Money?
  /// The step of a sequence.
  package var step: StepFacts?
  /// What a score is made of; empty where the ladder has none.
  package var score: [ScorePart] = []
  package var unsubscribeLink: String
  /// nil where the program has neither leaderboard nor spotlight, or the template reads nothing of them.
  package var recognition: Recognition?

  package init(
    recipient: Recipient, program: ProgramFacts, campaign: String, edition: String, tiers: [Tier],
    bonus: Money? = nil, step: StepFacts? = nil, unsubscribeLink: String
  ) {
    self.recipient = recipient
    self.program = program
    self.campaign = campaign
    self.edition = edition
    self.tiers = tiers
    self.bonus = bonus
    self.step = step
    self.unsubscribeLink = unsubscribeLink
  }
}

/// What mails say about the program itself.
package struct ProgramFacts: Sendable, Equatable {
  package var name: String
  package var currency: Currency
  package var website: String?
  package var postalAddress: String
  /// The IANA name of the zone whose days the program counts.
  package var timeZone: String

  package init(
    name: String, currency: Currency, website: String?, postalAddress: String, timeZone: String = "UTC"
  ) {
    self.name = name
    self.currency = currency
    self.website = website
    self.postalAddress = postalAddress
    self.timeZone = timeZone
  }
}

/// What one measure adds to a score.
package struct ScorePart: Sendable, Equatable {
  package let part: Score.Part
  /// The measure's value, in its unit.
  package let value: Int64
  /// Hundredths of a point.
  package let points: Int64

  /// The parts of a status's score, which re-add to it but for what each rounds down; empty where no score decides.
  package static func all(of status: TierStatus, in ladder: TierLadder) -> [ScorePart] {
    guard let score = ladder.terms.score, status.values.count == ladder.measures.count else { return [] }
    return score.parts.compactMap { part in
      guard let place = ladder.measures.firstIndex(of: part.measure),
        let points = try? part.points(of: status.values[place])
      else { return nil }
      return ScorePart(part: part, value: status.values[place], points: points)
    }
  }
}

/// Where in a sequence a mail stands.
package struct StepFacts: Sendable, Equatable {
  /// Counted from 1.
  package var number: Int
  /// Days since joining.
  package var after: Int
  /// Steps in the sequence.
  package var count: Int

  package init(number: Int, after: Int, count: Int) {
    self.number = number
    self.after = after
    self.count = count
  }
}

/// What layouts say about the mail they hold.
struct MailFacts: Sendable, Equatable {
  var subject = ""
  var preheader = ""
  var language = ""
  var direction = TextDirection.leftToRight
}

/// What one mail is rendered from.
///
/// A class, because the accessors of the schema each get it handed: of a struct of this size each would copy all.
final class MailPage {
  let data: MailData
  /// Set by the composer before the layouts are rendered.
  var mail: MailFacts
  // What several programs of a mail read is worked out once.
  private(set) lazy var figures = data.figures
  private(set) lazy var bounds = data.bounds
  private(set) lazy var counting = data.counting
  private(set) lazy var isPlain = data.isPlain
  private(set) lazy var visibleTiers = data.visibleTiers
  /// What the partner is owed: worked out once, for templates that speak of it.
  ///
  /// A sum that does not fit is missing, which a template that needs it reports.
  private(set) lazy var outlook = try? data.recipient.account?.outlook()

  init(_ data: MailData, _ mail: MailFacts) {
    self.data = data
    self.mail = mail
  }
}
