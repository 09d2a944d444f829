import Mail
import PartnerProgram

@testable import Campaigns

/// What may have happened to a recipient before a template is used: every event that it is for.
enum SampleMoments {
  /// One of each that the template is for; nil alone for templates that need none.
  static func all(for template: String, _ data: MailData) -> [PartnerMoment?] {
    let tiers = data.recipient.status.ladder.isEmpty ? data.tiers : data.recipient.status.ladder
    return all(for: template, low: tiers[0], high: tiers[1], data)
  }

  /// The same between two tiers.
  static func all(for template: String, low: Tier, high: Tier, _ data: MailData) -> [PartnerMoment?] {
    let held = TierStatus.Distance(
      measure: Measure(data.recipient.status.metric, over: .month), value: 2, from: max(6, high.from))
    func moment(
      _ kind: PartnerMoment.Kind, from: Tier? = nil, to: Tier? = nil,
      _ change: (inout PartnerMoment) -> Void = { _ in }
    ) -> PartnerMoment {
      var moment = PartnerMoment(
        kind, edition: "\(kind.word).test", on: CivilDate(year: 2026, month: 10, day: 18), from: from, to: to)
      moment.dropsOn = CivilDate(year: 2026, month: 11, day: 1)
      moment.deadline = CivilDate(year: 2026, month: 12, day: 30)
      moment.amount = SampleProgram.dollars(100)
      moment.holding = [held, held]
      change(&moment)
      return moment
    }
    func standing(
      _ kind: StandingEvent.Kind, from: Tier, to: Tier, _ cause: PartnerMoment.Cause = .figures
    ) -> PartnerMoment {
      moment(.standing(kind), from: from, to: to) { $0.cause = cause }
    }
    switch template {
    case "bonus":
      return ["", "referral", "co-branding", "launch_event"].map { subject in
        moment(.bonusGiven) { $0.subject = subject }
      } + [
        standing(.bonusGranted, from: low, to: high),
        standing(.bonusGranted, from: low, to: high, .invitation),
      ]
    case "at-risk":
      return [standing(.atRisk, from: high, to: high), standing(.expiring, from: high, to: high)]
    case "tier-dropped":
      return PartnerMoment.Cause.allCases.map { standing(.dropped, from: high, to: low, $0) }
        + [standing(.ended, from: high, to: low, .invitation)]
    case "improvement-plan":
      let plan = standing(.planOpened, from: high, to: high)
      return [plan, moment(.standing(.planOpened), from: high, to: high) { $0.dropsOn = nil }]
    case "advancement":
      return [
        nil, standing(.advanced, from: low, to: data.recipient.status.tier),
        standing(.invited, from: low, to: data.recipient.status.tier, .invitation),
        standing(.overridden, from: low, to: data.recipient.status.tier, .decision),
        standing(.advanced, from: low, to: data.recipient.status.tier, .review),
      ]
    default: return [nil]
    }
  }
}
