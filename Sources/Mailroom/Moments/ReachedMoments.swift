internal import Campaigns
internal import Ledger
internal import Mail
internal import PartnerProgram

/// What happened to a partner whose ladder does not move: each period stands for itself, and reaching a higher tier than
/// in the period before is the one thing that happens.
///
/// A rise is told as soon as the figures reach it. Its bonus is granted when the period is over: until then a refund may
/// undo it, and a still higher tier would be granted in its stead.
struct ReachedMoments {
  private let finder: MomentFinder
  private let record: PartnerRecord
  private let clock: Timestamp
  private let today: CivilDate
  private let ladder: TierLadder

  init(_ finder: MomentFinder, _ record: PartnerRecord, asOf clock: Timestamp) {
    self.finder = finder
    self.record = record
    self.clock = clock
    today = finder.calendar.day(of: clock)
    ladder = finder.walk.evaluator.ladder(for: record.partner)
  }

  func all(from oldest: CivilDate) throws -> [PartnerMoment] {
    var moments: [PartnerMoment] = []
    var period = Self.period(ladder, of: Month(of: oldest.adding(days: -1)))
    while let first = period.first, first <= today {
      moments += try rises(in: period).filter { $0.on >= oldest && $0.on <= today }
      period = Self.period(ladder, of: Month(of: period.last).advanced(by: 1))
    }
    return moments
  }

  /// The ladder's period that holds a month; the month itself where nothing starts again.
  private static func period(_ ladder: TierLadder, of month: Month) -> Period {
    Period(ladder.terms.window, holding: month) ?? Period(.month, seenOn: month.firstDay)
  }

  private func rises(in period: Period) throws -> [PartnerMoment] {
    let month = Month(of: min(period.last, today))
    let recipient = try finder.walk.recipient(record, month: month, asOf: clock)
    let tier = recipient.status.tier
    guard recipient.hasRisen, !tier.isInvitationOnly, let day = try riseDay(to: tier, in: period) else {
      return []
    }
    let isOver = clock >= finder.calendar.start(of: period.last.adding(days: 1))
    let bonus = isOver && recipient.reachedFirstTime ? tier.bonus : nil
    func moment(_ kind: StandingEvent.Kind, on day: CivilDate) -> PartnerMoment? {
      guard finder.trigger.kinds.contains(.standing(kind)) else { return nil }
      let event = StandingEvent(
        kind, partner: record.partner.id, period: period.name, on: day, from: recipient.previous.tier.id,
        to: tier.id, amount: bonus,
        evidence: StandingEvent.Evidence(rule: ladder.version, values: [], reason: "the figures reach it"))
      var moment = PartnerMoment(
        .standing(kind), edition: event.edition, on: day, month: month, from: recipient.previous.tier,
        to: tier)
      moment.amount = bonus
      return moment
    }
    return [
      moment(.advanced, on: day), bonus == nil ? nil : moment(.bonusGranted, on: period.last.adding(days: 1)),
    ]
    .compactMap { $0 }
  }

  /// The day on which the tier that is held was last risen to; nil where it was fallen to from a higher one.
  private func riseDay(to tier: Tier, in period: Period) throws -> CivilDate? {
    guard let first = period.first else { return nil }
    let last = min(period.last, today)
    var days: Set<CivilDate> = [first, last]
    for activity in record.activities {
      let day = finder.calendar.day(of: activity.occurred)
      if day >= first, day <= last { days.insert(day) }
    }
    var before = 0
    var rise: CivilDate?
    for day in days.sorted() {
      let place = try self.place(on: day)
      if place != before { rise = place == tier.rank && place > before ? day : nil }
      before = place
    }
    return rise
  }

  /// The place of the tier that the figures reach at the end of a day, or at the clock on its own day.
  private func place(on day: CivilDate) throws -> Int {
    let end = min(clock, finder.calendar.start(of: day.adding(days: 1)))
    let reading = try finder.walk.evaluator.reading(
      record.partner, activities: record.activities, asOf: end)
    do throws(EvaluationFailure.Cause) {
      return ladder.place(reachedBy: try reading.values(in: Month(of: day)))
    } catch {
      throw EvaluationFailure(partner: record.partner.id, cause: error)
    }
  }
}
