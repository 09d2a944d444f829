internal import PartnerProgram

/// How the partners of one tier came, stayed and grew, and what was paid for it, against the period before.
package struct GrowthSum: Sendable {
  /// Of them, those who joined in the period.
  package private(set) var joined = 0
  /// Those who sold in the period before, and those of them who sold again.
  package private(set) var soldBefore = 0
  package private(set) var soldAgain = 0
  /// Minor units that they brought in the period before.
  package private(set) var revenueBefore: Int64 = 0
  /// Minor units of bonuses for tiers that were reached for the first time.
  package private(set) var bonuses: Int64 = 0
  /// Months from joining to the first sale, of those who just made it.
  package private(set) var monthsToSale: [Int] = []
  /// Answers to surveys: the column `satisfaction` of partners, in hundredths.
  package private(set) var satisfaction: Int64 = 0
  package private(set) var answers = 0

  mutating func add(_ recipient: Recipient) {
    let status = recipient.status
    let partner = recipient.partner
    let period = status.earningPeriod
    if partner.joined <= period.last, partner.joined >= period.first ?? partner.joined { joined += 1 }
    let before = recipient.previous.earned
    if before.count > 0 {
      soldBefore += 1
      if status.earned.count > 0 { soldAgain += 1 }
    }
    revenueBefore = Int64(clamping: Int128(revenueBefore) + Int128(before.money.minorUnits))
    if recipient.reachedFirstTime, status.tier.rank > 0, let bonus = status.tier.bonus {
      bonuses = Int64(clamping: Int128(bonuses) + Int128(bonus.minorUnits))
    }
    if status.earned.count > 0, recipient.lifetimeSales == status.earned.count {
      let from = Month(of: partner.joined)
      monthsToSale.append(max(0, (status.month.year - from.year) * 12 + status.month.number - from.number))
    }
    if let value = partner.fields["satisfaction"].flatMap(FieldMetric.hundredths) {
      satisfaction &+= value
      answers += 1
    }
  }

  package var medianMonthsToSale: Int? {
    monthsToSale.isEmpty ? nil : monthsToSale.sorted()[monthsToSale.count / 2]
  }

  /// In hundredths; nil where nobody answered.
  package var meanSatisfaction: Int64? { answers == 0 ? nil : satisfaction / Int64(answers) }

  static func + (a: GrowthSum, b: GrowthSum) -> GrowthSum {
    var sum = a
    sum.joined += b.joined
    sum.soldBefore += b.soldBefore
    sum.soldAgain += b.soldAgain
    sum.revenueBefore = Int64(clamping: Int128(a.revenueBefore) + Int128(b.revenueBefore))
    sum.bonuses = Int64(clamping: Int128(a.bonuses) + Int128(b.bonuses))
    sum.monthsToSale += b.monthsToSale
    sum.satisfaction &+= b.satisfaction
    sum.answers += b.answers
    return sum
  }
}
