internal import Mail

/// What a sample partner is like, without its texts: cheap enough to be made anew for each file.
struct SampleProfile {
  enum Kind: String {
    case creator, agency, b2bReferrer = "b2b-referrer", customerAdvocate = "customer-advocate", integration
  }

  static let firstDay = CivilDate(year: 2025, month: 11, day: 1).daysSinceEpoch
  static let lastDay = CivilDate(year: 2026, month: 10, day: 31).daysSinceEpoch
  private static let firstJoinDay = CivilDate(year: 2023, month: 11, day: 1).daysSinceEpoch
  private static let lastMonth = CivilDate(year: 2026, month: 10, day: 1).daysSinceEpoch
  private static let kinds: [Kind] = [.creator, .agency, .b2bReferrer, .customerAdvocate, .integration]

  let index: Int
  let culture: Int
  let kind: Kind
  /// Days since 1970-01-01.
  let joined: Int
  let left: Int?
  /// The share of all activity.
  let weight: Int
  /// Sells far more in the last month than before.
  let rises: Bool

  init(index: Int, seed: UInt64) {
    var random = SeededRandom(seed: seed, stream: 1, index: index)
    self.index = index
    culture = random.place(byWeights: SampleCulture.weights)
    kind = Self.kinds[random.place(byWeights: [46, 17, 14, 15, 8])]
    let isNew = random.chance(9) && index > 0
    // The last weeks brought the most, so that an onboarding sequence finds somebody for every step.
    joined =
      isNew
      ? Self.lastDay - min(random.below(31), random.below(31))
      : random.number(in: Self.firstJoinDay...(Self.lastMonth - 1))
    let day = joined + 60 + random.below(500)
    // The first partner stays, so that there is always someone to sell.
    left = random.chance(9) && day <= Self.lastDay && index > 0 ? day : nil
    let size: ClosedRange<Int> =
      switch random.place(byWeights: [46, 31, 18, 5]) {
      case 0: 1...6
      case 1: 6...36
      case 2: 36...130
      default: 130...420
      }
    let share = random.number(in: size)
    rises = size.lowerBound >= 6 && random.chance(26)
    let first = max(joined, Self.firstDay)
    let days = max(0, min((left ?? .max) - 1, Self.lastDay) - first + 1)
    // In hundredths of a year's selling; who was there for a short time sold less.
    weight = days == 0 || (isNew && random.chance(55)) ? 0 : max(1, share * (days + 20) / 4)
  }

  /// The days on which the partner may sell.
  var activeDays: ClosedRange<Int> {
    let first = max(joined, Self.firstDay)
    return first...max(first, min((left ?? .max) - 1, Self.lastDay))
  }
}
