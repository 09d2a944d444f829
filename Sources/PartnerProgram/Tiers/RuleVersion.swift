/// Names a rule by its content.
enum RuleVersion {
  /// Eight hexadecimal digits: FNV-1a (64 bits, folded to 32) over one canonical line a fact.
  ///
  /// Names and unlocks are words for people and not part of the rule; the order of the tiers is theirs by bound.
  static func of(
    tiers: [Tier], metric: Metric, basis: TierLadder.Basis, refundWindow: Int, currency: Currency
  ) -> String {
    var text = "window month\nrate whole_period\nmetric \(metric.rawValue)\nbasis \(basis.rawValue)\n"
    text += "refund_window \(refundWindow)\ncurrency \(currency.code)\n"
    for tier in tiers {
      text += "tier \(tier.id.utf8.count):\(tier.id) \(tier.from) \(tier.rate.basisPoints)"
      if let bonus = tier.bonus { text += " \(bonus.minorUnits) \(bonus.currency.code)" }
      text += "\n"
    }
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
