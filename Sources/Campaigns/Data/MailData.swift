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
  package var unsubscribeLink: String

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
  /// What the partner is owed: worked out once, for templates that speak of it.
  ///
  /// A sum that does not fit is missing, which a template that needs it reports.
  private(set) lazy var outlook = try? data.recipient.account?.outlook()

  init(_ data: MailData, _ mail: MailFacts) {
    self.data = data
    self.mail = mail
  }
}
