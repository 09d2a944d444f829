package import PartnerProgram

/// One ladder in one month.
package struct LadderPicture: Sendable {
  /// nil for the program's own.
  package let name: String?
  package let ladder: TierLadder
  /// By place in the ladder.
  package private(set) var tiers: [TierSum]
  /// Partners by the place held in the period before and the place held now.
  package private(set) var moves: [[Int]]
  /// The value of the ladder's own measure of every partner who has any; unsorted.
  package private(set) var values: [Int64] = []
  /// By place of the tier aimed at: partners who were within a fifth of its bound in the period before.
  package private(set) var near: [NearSum]
  /// Movement by an attribute of partners, such as the country.
  package private(set) var groups: [Attribute: [String: GroupSum]] = [:]
  /// By place in the ladder: against the period before.
  package private(set) var growth: [GrowthSum]
  /// Partners with the figures of a higher tier than they hold; unsorted.
  package private(set) var unrecognised: [Unrecognised] = []
  package private(set) var takenBack = 0
  package private(set) var sales = 0
  package private(set) var final = 0

  package enum Attribute: String, Sendable, CaseIterable {
    case type, country
  }

  init(name: String?, ladder: TierLadder) {
    self.name = name
    self.ladder = ladder
    let count = ladder.tiers.count
    tiers = .init(repeating: TierSum(), count: count)
    growth = .init(repeating: GrowthSum(), count: count)
    moves = .init(repeating: .init(repeating: 0, count: count), count: count)
    near = .init(repeating: NearSum(), count: count)
  }

  package var partners: Int { tiers.reduce(0) { $0 + $1.partners } }
  package var active: Int { tiers.reduce(0) { $0 + $1.active } }
  package var revenue: Int64 { tiers.reduce(0) { $0 &+ $1.revenue } }
  package var commission: Int64 { tiers.reduce(0) { $0 &+ $1.commission } }
  /// All tiers together.
  package var whole: TierSum { tiers.reduce(TierSum(), +) }
  package var risen: Int { moved { $0 < $1 } }
  package var fallen: Int { moved { $0 > $1 } }

  private func moved(_ holds: (Int, Int) -> Bool) -> Int {
    moves.indices.reduce(0) { sum, from in
      sum + moves[from].indices.reduce(0) { $0 + (holds(from, $1) ? moves[from][$1] : 0) }
    }
  }

  mutating func add(_ recipient: Recipient) {
    let status = recipient.status
    let place = min(status.tier.rank, tiers.count - 1)
    let before = min(recipient.previous.tier.rank, tiers.count - 1)
    tiers[place].add(recipient)
    growth[place].add(recipient)
    moves[before][place] += 1
    sales += status.counted.count
    takenBack += (status.excluded[.refunded]?.count ?? 0) + (status.excluded[.chargedBack]?.count ?? 0)
    if status.isFinal { final += 1 }
    if let value = status.values.first, value > 0 { values.append(value) }
    if let waiting = Unrecognised(recipient) { unrecognised.append(waiting) }
    let previous = recipient.previous
    if let aim = previous.next, previous.progress >= 80, aim.rank < near.count {
      near[aim.rank].partners += 1
      if place >= aim.rank { near[aim.rank].arrived += 1 }
    }
    for attribute in Attribute.allCases {
      let value = attribute == .type ? recipient.partner.type : recipient.partner.country
      groups[attribute, default: [:]][value ?? "", default: GroupSum()].add(
        isActive: status.counted.count > 0, rank: place, from: before)
    }
  }
}

/// What the partners of one tier add up to.
package struct TierSum: Sendable {
  package private(set) var partners = 0
  /// Of them, those with a sale that counted.
  package private(set) var active = 0
  package private(set) var conversions = 0
  /// Minor units of the program's currency.
  package private(set) var revenue: Int64 = 0
  package private(set) var commission: Int64 = 0
  /// Months from joining to the period in which the tier was reached for the first time, of those who just did.
  package private(set) var monthsToReach: [Int] = []

  mutating func add(_ recipient: Recipient) {
    let status = recipient.status
    partners += 1
    if status.counted.count > 0 { active += 1 }
    conversions += status.counted.count
    // A report may saturate; the figures of a partner may not, and do not.
    revenue = Int64(clamping: Int128(revenue) + Int128(status.earned.money.minorUnits))
    commission = Int64(clamping: Int128(commission) + Int128(status.commission.minorUnits))
    if status.tier.rank > 0, recipient.reachedFirstTime {
      let joined = Month(of: recipient.partner.joined)
      let months = (status.month.year - joined.year) * 12 + status.month.number - joined.number
      monthsToReach.append(max(0, months))
    }
  }

  static func + (a: TierSum, b: TierSum) -> TierSum {
    var sum = a
    sum.partners += b.partners
    sum.active += b.active
    sum.conversions += b.conversions
    sum.revenue = Int64(clamping: Int128(a.revenue) + Int128(b.revenue))
    sum.commission = Int64(clamping: Int128(a.commission) + Int128(b.commission))
    sum.monthsToReach += b.monthsToReach
    return sum
  }

  package var medianMonthsToReach: Int? {
    monthsToReach.isEmpty ? nil : monthsToReach.sorted()[monthsToReach.count / 2]
  }
}

/// Partners who were near a tier and what became of them.
package struct NearSum: Sendable {
  package var partners = 0
  package var arrived = 0
}

/// Partners who share an attribute.
package struct GroupSum: Sendable {
  package private(set) var partners = 0
  package private(set) var active = 0
  package private(set) var risen = 0
  package private(set) var fallen = 0
  package private(set) var aboveFirst = 0

  mutating func add(isActive: Bool, rank: Int, from: Int) {
    partners += 1
    if isActive { active += 1 }
    if rank > from { risen += 1 }
    if rank < from { fallen += 1 }
    if rank > 0 { aboveFirst += 1 }
  }
}
