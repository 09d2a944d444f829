package import Campaigns
package import Ledger
package import Mail
package import PartnerProgram
internal import Signing

/// Finds what happened to a partner that a campaign of events tells.
///
/// What is told is what the log of standings holds, where it holds the event, and only what the figures known now still
/// say: an event that a replay has no more is told to nobody.
package struct MomentFinder: Sendable {
  package let walk: RecipientWalk
  package let trigger: EventTrigger

  package init(_ walk: RecipientWalk, trigger: EventTrigger) {
    self.walk = walk
    self.trigger = trigger
  }

  var calendar: ProgramCalendar { walk.evaluator.calendar }

  /// The partner as an edition sees it: in the month of the event, which comes along.
  package func recipient(
    _ record: PartnerRecord, edition: String, asOf clock: Timestamp
  ) throws -> Recipient {
    let found = try moments(of: record, asOf: clock).first { $0.edition == edition }
    let month = found?.month ?? calendar.month(of: clock)
    var recipient = try walk.recipient(record, month: month, asOf: clock)
    recipient.moment = found
    return recipient
  }

  /// Everything that is news at the clock, with what keeps it from being told.
  package func moments(of record: PartnerRecord, asOf clock: Timestamp) throws -> [PartnerMoment] {
    let today = calendar.day(of: clock)
    let oldest = today.adding(days: -trigger.within)
    let ladder = walk.evaluator.ladder(for: record.partner)
    var moments: [PartnerMoment] = []
    if trigger.kinds.contains(.bonusGiven) {
      moments += givenBonuses(record, asOf: clock).filter { $0.on >= oldest }
    }
    if trigger.kinds.contains(.rulesChanged) {
      moments.append(
        PartnerMoment(
          .rulesChanged, edition: "\(PartnerMoment.Kind.rulesChanged.word).\(ladder.version)", on: today))
    }
    guard trigger.kinds.contains(where: { if case .standing = $0 { true } else { false } }) else {
      return moments
    }
    if ladder.terms.movement != nil {
      moments += try MovedMoments(self, record, asOf: clock).all(from: oldest)
    } else {
      moments += try ReachedMoments(self, record, asOf: clock).all(from: oldest)
    }
    return moments
  }

  /// Bonuses that the program's data gives by hand: approved or paid activities of a kind that begins with `bonus`.
  private func givenBonuses(_ record: PartnerRecord, asOf clock: Timestamp) -> [PartnerMoment] {
    record.activities.compactMap { activity in
      guard case .other(let word) = activity.kind, let subject = Self.subject(of: word),
        activity.status == .approved || activity.status == .paid, activity.occurred < clock,
        let amount = activity.amount, amount.minorUnits > 0
      else { return nil }
      // An id may hold anything; a file's name may not.
      let id = hexadecimal(sha256(Array(activity.id.utf8)).prefix(8))
      var moment = PartnerMoment(
        .bonusGiven, edition: "\(PartnerMoment.Kind.bonusGiven.word).\(id)",
        on: calendar.day(of: activity.occurred))
      moment.amount = amount
      moment.subject = subject
      return moment
    }
  }

  /// `co-branding` of `bonus-co-branding`; nil for a kind that is no bonus.
  private static func subject(of word: String) -> String? {
    if word == "bonus" { return "" }
    guard word.hasPrefix("bonus-") || word.hasPrefix("bonus_") else { return nil }
    return String(word.dropFirst(6))
  }
}
