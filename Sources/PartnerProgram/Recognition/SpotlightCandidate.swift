package import Mail

/// A partner in one period, as the rule of the spotlight sees it.
package struct SpotlightCandidate: Sendable, Equatable {
  package var partner: Partner.ID
  package var name: ShownName
  /// What the rule compares: a difference, the place of a tier, months, or the value itself.
  package var score: Int64
  /// The value of the metric in the period.
  package var value: Int64
  package var joined: CivilDate
  /// The tier that was reached, of the rule that asks for one; never one by invitation only.
  package var tier: Tier?

  package init(
    partner: Partner.ID, name: ShownName, score: Int64, value: Int64, joined: CivilDate, tier: Tier? = nil
  ) {
    self.partner = partner
    self.name = name
    self.score = score
    self.value = value
    self.joined = joined
    self.tier = tier
  }

  /// Whether this one is chosen before another.
  func precedes(_ other: SpotlightCandidate) -> Bool {
    if score != other.score { return score > other.score }
    if value != other.value { return value > other.value }
    if joined != other.joined { return joined < other.joined }
    return partner.utf8.lexicographicallyPrecedes(other.partner.utf8)
  }
}

/// A stretch of months by its number since the year 0, so that every period has one before it.
package struct SpotlightPeriod: Sendable, Hashable, Comparable {
  package let number: Int
  /// 1, 3 or 12.
  package let months: Int

  package init(holding month: Month, months: Int) {
    self.init(number: (month.year * 12 + month.number - 1) / months, months: months)
  }

  private init(number: Int, months: Int) {
    self.number = number
    self.months = months
  }

  /// Its last month.
  package var month: Month {
    let last = (number + 1) * months - 1
    return Month(year: last / 12, number: last % 12 + 1)
  }

  package func advanced(by periods: Int) -> SpotlightPeriod {
    SpotlightPeriod(number: number + periods, months: months)
  }

  package static func < (a: SpotlightPeriod, b: SpotlightPeriod) -> Bool { a.number < b.number }
}
