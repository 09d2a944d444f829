package import Mail

/// A change of a standing, or a warning of one, with what it rests on.
package struct StandingEvent: Sendable, Equatable {
  /// The word in the log, in campaigns' `on:` and in exports.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case advanced = "tier.advanced"
    case dropped = "tier.dropped"
    case atRisk = "tier.at_risk"
    /// The figures would lose the tier, and its keep-rule, a lock or a decision keeps it.
    case kept = "tier.kept"
    /// A change is due and waits for approval.
    case pending = "tier.pending"
    case rejected = "tier.rejected"
    case invited = "tier.invited"
    case overridden = "tier.overridden"
    /// An invitation or override ended.
    case ended = "tier.ended"
    /// The tier ends unless the partner applies again.
    case expiring = "tier.expiring"
    case planOpened = "plan.opened"
    case planMet = "plan.met"
    case bonusGranted = "bonus.granted"
    case bonusReversed = "bonus.reversed"
    /// What an earlier event said is no longer so by the figures known now.
    case corrected = "tier.corrected"
  }

  package var kind: Kind
  package var partner: Partner.ID
  /// The period's name, such as `2026-10`; with partner, kind and tier it is the event's identity.
  package var period: String
  /// The day it takes effect, in the program's zone.
  package var on: CivilDate
  /// The tier before.
  package var from: Tier.ID
  /// The tier after, or that is meant.
  package var to: Tier.ID
  /// The bonus, for events of bonuses.
  package var amount: Money?
  /// The day on which a warned loss happens.
  package var dropsOn: CivilDate?
  package var evidence: Evidence
  /// How many events of the same name came before it; of one that was read from the log always 0.
  package var occurrence = 0

  /// What an event rests on.
  package struct Evidence: Sendable, Equatable {
    /// The rule's version.
    package var rule: String
    /// The values of the measures that decided: `conversions per month` is 12.
    package var values: [Value]
    /// Why, in words; the reason of a decision and its author where there is one.
    package var reason: String

    package struct Value: Sendable, Equatable {
      package var measure: String
      package var value: Int64

      package init(measure: String, value: Int64) {
        self.measure = measure
        self.value = value
      }
    }

    package init(rule: String, values: [Value], reason: String) {
      self.rule = rule
      self.values = values
      self.reason = reason
    }
  }

  package init(
    _ kind: Kind, partner: Partner.ID, period: String, on: CivilDate, from: Tier.ID, to: Tier.ID,
    amount: Money? = nil, dropsOn: CivilDate? = nil, evidence: Evidence
  ) {
    self.kind = kind
    self.partner = partner
    self.period = period
    self.on = on
    self.from = from
    self.to = to
    self.amount = amount
    self.dropsOn = dropsOn
    self.evidence = evidence
  }

  /// What the event says, without when: `2026-10 tier.advanced growth`; a bonus is granted once ever, so its name has no
  /// period.
  package var name: String {
    switch kind {
    case .bonusGranted, .bonusReversed: "\(kind.rawValue) \(to)"
    case .corrected: "\(period) \(kind.rawValue) \(from) \(to)"
    default: "\(period) \(kind.rawValue) \(to)"
    }
  }

  /// What makes an event the same as one that is known: its name, and a number where it was said before and then was not
  /// so, or was so twice in a period.
  package var key: String { occurrence == 0 ? name : "\(name) \(occurrence + 1)" }
}
