internal import Liquid
internal import Mail
internal import PartnerProgram

/// The names by which templates read the event that a mail tells; all of them are nil in mails that tell none.
///
/// Who decided has no name here, and a tier by invitation only is named to those alone who hold it or held it.
enum MomentSchema {
  static func declare(in schema: inout Schema<MailPage>) {
    schema.string("event.name") { $0.data.recipient.moment?.kind.word }
    schema.day("event.on") { $0.data.recipient.moment?.on.liquid }
    schema.string("event.cause") { $0.data.recipient.moment?.cause.rawValue }
    schema.string("event.reason") { $0.data.recipient.moment?.reason }
    schema.money("event.amount") { $0.data.recipient.moment?.amount?.liquid }
    schema.string("event.purpose") { $0.data.recipient.moment?.purpose?.key }
    schema.string("event.purpose_name") { $0.data.recipient.moment?.purpose?.name }
    schema.day("event.deadline") { $0.data.recipient.moment?.deadline?.liquid }
    schema.day("event.drops_on") { $0.data.recipient.moment?.dropsOn?.liquid }
    schema.day("event.last_day") { $0.data.recipient.moment?.dropsOn?.adding(days: -1).liquid }
    TierSchema.tier("event.from", &schema) { $0.data.recipient.moment?.shownFrom }
    TierSchema.tier("event.to", &schema) { $0.data.recipient.moment?.shownTo }
  }
}

extension PartnerMoment {
  /// The tier before: it was the partner's own.
  var shownFrom: Tier? { from }

  /// The tier after; one that is only meant, and by invitation, stays unsaid.
  var shownTo: Tier? {
    let isOnlyMeant = kind == .standing(.pending) || kind == .standing(.rejected)
    return isOnlyMeant && to?.isInvitationOnly == true ? nil : to
  }

  /// The shared words of what a given bonus is for: those that are there, or `bonus.own` with the program's word.
  var purpose: (key: String, name: String)? {
    guard kind == .bonusGiven, !subject.isEmpty else { return nil }
    let word = subject.replacing("-", with: "_")
    return Self.purposes.contains(word)
      ? ("bonus.\(word)", "") : ("bonus.own", word.replacing("_", with: " "))
  }

  /// What a bonus is often given for; the rest is told in the program's own word.
  private static let purposes = ["co_branding", "introduction", "referral"]
}
