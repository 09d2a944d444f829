/// One rung of the ladder: what reaches it, what keeps it and what it gives.
package struct Tier: Sendable, Equatable {
  package typealias ID = String

  /// How several requirements are joined.
  package enum Joining: String, Sendable, Hashable, CaseIterable {
    case all
    case any
  }

  package var id: ID
  package var name: String
  /// The place in its ladder, the first tier's being 0.
  ///
  /// The ladder sets it.
  package var rank = 0
  /// The lower bound in the ladder's metric: a count, or minor units of the program's currency.
  ///
  /// 0 for the first tier, for one reached by `all` or `any`, and for one by invitation only.
  package var from: Int64
  /// The commission rate.
  package var rate: Rate
  /// Paid once, when the tier is first reached.
  package var bonus: Money?
  /// What reaching the tier opens, in words.
  package var unlocks: [String]
  /// What reaches the tier; empty for the first one and for one by invitation only.
  package var requirements: [Requirement] = []
  package var joining = Joining.all
  /// Held by whom the program invited and by nobody else, who never hears of it either.
  package var isInvitationOnly = false
  /// What must hold for the tier to be kept, all of it; empty where reaching it is the only rule.
  package var keep: [Requirement] = []
  /// Once held it is held for life.
  package var isLocked = false
  package var benefits = Benefits()
  package var payout = PayoutTerms()

  package init(id: ID, name: String, from: Int64, rate: Rate, bonus: Money? = nil, unlocks: [String] = []) {
    self.id = id
    self.name = name
    self.from = from
    self.rate = rate
    self.bonus = bonus
    self.unlocks = unlocks
  }
}

/// What a tier gives beside its rate, in words for people, by group.
package struct Benefits: Sendable, Equatable {
  /// Such as market development funds or a lower payout minimum.
  package var money: [String] = []
  /// Such as a badge, a spotlight or a place on the leaderboard.
  package var status: [String] = []
  /// Such as a dedicated contact, training, co-selling or an agreed answer time.
  package var support: [String] = []

  package init(money: [String] = [], status: [String] = [], support: [String] = []) {
    self.money = money
    self.status = status
    self.support = support
  }

  /// All of them, by group.
  package var all: [String] { money + status + support }
  package var isEmpty: Bool { money.isEmpty && status.isEmpty && support.isEmpty }
}

/// When a tier's commission is paid: see `PayoutSchedule`, which knows what holds where the tier says nothing.
package struct PayoutTerms: Sendable, Equatable {
  package enum Cadence: String, Sendable, Hashable, CaseIterable {
    case week
    case twoWeeks = "two_weeks"
    case month
    case quarter
  }

  /// Days after the last day of an earning period before its commission may be paid; nil where the tier says nothing.
  package var holdDays: Int?
  /// How often is paid; nil where the tier says nothing.
  package var cadence: Cadence?
  /// The least amount that is paid; less waits for the next time.
  package var minimum: Money?

  package init(holdDays: Int? = nil, cadence: Cadence? = nil, minimum: Money? = nil) {
    self.holdDays = holdDays
    self.cadence = cadence
    self.minimum = minimum
  }

  package var isEmpty: Bool { holdDays == nil && cadence == nil && minimum == nil }
}

/// A commission rate in hundredths of a percent: 25 % is 2,500.
package struct Rate: Hashable, Sendable, Comparable {
  package let basisPoints: Int64

  package init(basisPoints: Int64) { self.basisPoints = basisPoints }

  package static func < (a: Rate, b: Rate) -> Bool { a.basisPoints < b.basisPoints }
}
