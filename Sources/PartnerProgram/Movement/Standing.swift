package import Mail

/// The tier that a partner holds on the last day of a period, or at the clock while the period is open.
///
/// What the period's end changes takes effect on the day after it and shows in the next period's standing.
package struct Standing: Sendable, Equatable {
  /// Why it is held.
  package enum Ground: String, Sendable, Hashable, CaseIterable {
    /// The figures of the period reach it.
    case earned
    /// Its keep-rule holds, or is not due yet.
    case kept
    /// The figures do not reach it any more, and the grace, the improvement plan or the period's end is not over.
    case grace
    /// Held for life.
    case locked
    /// A loss is due and waits for a review.
    case inReview = "in_review"
    /// By invitation.
    case invited
    /// By a decision with a reason.
    case overridden
  }

  /// The place of the tier in its ladder.
  package var tier: Int
  /// The place of the tier held when the period began.
  package var floor: Int
  package var ground: Ground
  /// The period's name, such as `2026-10`.
  package var period: String
  /// The first day on which the tier was held without a break.
  package var since: CivilDate
  /// The last day of a decision that ends; nil for none.
  package var until: CivilDate?
  /// The day on which the tier will be lost if nothing changes; nil where it is safe.
  package var dropsOn: CivilDate?
  /// The tier that a review may give; nil where nothing waits.
  package var pending: Int?
  /// Periods in a row that did not meet the rule.
  package var failedPeriods: Int

  package init(
    tier: Int, floor: Int, ground: Ground, period: String, since: CivilDate, until: CivilDate? = nil,
    dropsOn: CivilDate? = nil, pending: Int? = nil, failedPeriods: Int = 0
  ) {
    self.tier = tier
    self.floor = floor
    self.ground = ground
    self.period = period
    self.since = since
    self.until = until
    self.dropsOn = dropsOn
    self.pending = pending
    self.failedPeriods = failedPeriods
  }
}

/// What a period reached: the input of movement.
package struct PeriodResult: Sendable, Equatable {
  /// A day from which on the figures reach another tier than before.
  package struct Change: Sendable, Equatable {
    package var on: CivilDate
    /// The place of the highest tier whose requirements are met.
    package var reached: Int
    /// The values of the ladder's measures: the evidence.
    package var values: [Int64]

    package init(on: CivilDate, reached: Int, values: [Int64]) {
      self.on = on
      self.reached = reached
      self.values = values
    }
  }

  package var period: Period
  /// The last day that is known: the period's last, or the clock's.
  package var seenOn: CivilDate
  /// Whether the period is over at the clock.
  package var isOver: Bool
  /// In order; the first one is of the period's first day, the last one says what the period reaches.
  package var changes: [Change]
  /// By tier, whether its keep-rule holds; nil where it has none, or where the rule's window is still open.
  package var keeps: [Bool?]
  /// The same by the figures so far, while the period is open too.
  package var keepsSoFar: [Bool?] = []
  /// What the figures said on the day of warning; nil before it.
  package var warning: Change?
  /// By tier, whether its keep-rule, due with the period, already held on the day of warning.
  package var keepsAtWarning: [Bool?]
  /// Whether promotions of the period are used up, so that this one needs approval.
  package var isOverCap: Bool

  package init(
    period: Period, seenOn: CivilDate, isOver: Bool, changes: [Change], keeps: [Bool?],
    warning: Change? = nil, keepsAtWarning: [Bool?] = [], isOverCap: Bool = false
  ) {
    self.period = period
    self.seenOn = seenOn
    self.isOver = isOver
    self.changes = changes
    self.keeps = keeps
    self.warning = warning
    self.keepsAtWarning = keepsAtWarning
    self.isOverCap = isOverCap
  }

  package var reached: Int { changes.last?.reached ?? 0 }
  package var values: [Int64] { changes.last?.values ?? [] }
}

/// What a person decided about a partner: kept for ever, and part of every replay.
package struct StandingDecision: Sendable, Equatable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Approves the change that waits in the period, for one role.
    case approve
    /// Refuses the change that waits in the period.
    case reject
    /// Gives a tier against the figures, for a reason, until a day.
    case override
    /// Ends an override before its day.
    case endOverride = "end_override"
    /// Gives a tier by invitation.
    case invite
    /// Ends an invitation.
    case uninvite
    /// The partner applied for the tier again.
    case reapply
    /// Opens or prolongs an improvement plan, until a day.
    case plan
  }

  package var kind: Kind
  package var partner: Partner.ID
  /// The day it takes effect.
  package var on: CivilDate
  /// The tier it gives; nil for kinds that give none.
  package var tier: Tier.ID?
  /// The period whose change is approved or rejected.
  package var period: String?
  /// The last day of its effect; nil for no end.
  package var until: CivilDate?
  /// Who decided.
  package var author: String
  /// The author's role, such as `manager` or `sales`.
  package var role: String
  package var reason: String

  package init(
    _ kind: Kind, partner: Partner.ID, on: CivilDate, tier: Tier.ID? = nil, period: String? = nil,
    until: CivilDate? = nil, author: String, role: String = "manager", reason: String
  ) {
    self.kind = kind
    self.partner = partner
    self.on = on
    self.tier = tier
    self.period = period
    self.until = until
    self.author = author
    self.role = role
    self.reason = reason
  }
}
