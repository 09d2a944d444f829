/// One rung of the ladder: its lower bound and what it earns.
package struct Tier: Sendable, Equatable {
  package typealias ID = String

  package var id: ID
  package var name: String
  /// The lower bound in the ladder's metric: a count, or minor units of the program's currency.
  ///
  /// 0 for the first tier.
  package var from: Int64
  /// The commission rate.
  package var rate: Rate
  /// Paid once, when the tier is first reached.
  package var bonus: Money?
  /// What reaching the tier opens, in words.
  package var unlocks: [String]

  package init(id: ID, name: String, from: Int64, rate: Rate, bonus: Money? = nil, unlocks: [String] = []) {
    self.id = id
    self.name = name
    self.from = from
    self.rate = rate
    self.bonus = bonus
    self.unlocks = unlocks
  }
}

/// A commission rate in hundredths of a percent: 25 % is 2,500.
package struct Rate: Hashable, Sendable, Comparable {
  package let basisPoints: Int64

  package init(basisPoints: Int64) { self.basisPoints = basisPoints }

  package static func < (a: Rate, b: Rate) -> Bool { a.basisPoints < b.basisPoints }
}
