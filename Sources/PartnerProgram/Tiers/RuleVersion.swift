/// Names a rule by its content.
enum RuleVersion {
  /// Eight hexadecimal digits: FNV-1a (64 bits, folded to 32) over one canonical line a fact.
  ///
  /// Names, unlocks and benefits are words for people and not part of the rule; the order of the tiers is theirs by
  /// bound. What a rule does not use adds no line, so that new kinds of rules rename no old one.
  static func of(tiers: [Tier], terms: LadderTerms, currency: Currency) -> String {
    var text = "window \(terms.window)\nrate \(terms.rate.rawValue)\nmetric \(terms.metric.rawValue)\n"
    text += "basis \(terms.basis.rawValue)\nrefund_window \(terms.refundWindow)\ncurrency \(currency.code)\n"
    if terms.netOf.contains(.fees) { text += "net_of fees\n" }
    if terms.netOf.contains(.taxes) { text += "net_of taxes\n" }
    if terms.afterFinal == .keep { text += "after_final keep\n" }
    switch terms.recurring {
    case .always: break
    case .newOnly: text += "recurring new\n"
    case .months(let count): text += "recurring \(count)\n"
    }
    for part in terms.score?.parts ?? [] {
      text += "score \(line(part.measure)) \(part.points) \(part.per)\n"
    }
    if let movement = terms.movement { text += "movement \(movement.canonicalText)\n" }
    for tier in tiers { text += lines(of: tier, in: terms) }
    return hash(text)
  }

  private static func lines(of tier: Tier, in terms: LadderTerms) -> String {
    var text = "tier \(tier.id.utf8.count):\(tier.id) \(tier.from) \(tier.rate.basisPoints)"
    if let bonus = tier.bonus { text += " \(bonus.minorUnits) \(bonus.currency.code)" }
    text += "\n"
    let isPlain =
      tier.requirements.isEmpty
      || tier.requirements == [Requirement(Measure(terms.metric, over: terms.window), from: tier.from)]
    if !isPlain {
      for requirement in tier.requirements {
        text += "\(tier.joining.rawValue) \(line(requirement.measure)) \(requirement.from)\n"
      }
    }
    if tier.isInvitationOnly { text += "invitation_only\n" }
    if tier.isLocked { text += "lock lifetime\n" }
    for requirement in tier.keep { text += "keep \(line(requirement.measure)) \(requirement.from)\n" }
    if let hold = tier.payout.holdDays { text += "hold \(hold)\n" }
    if let cadence = tier.payout.cadence { text += "every \(cadence.rawValue)\n" }
    if let minimum = tier.payout.minimum { text += "minimum \(minimum.minorUnits)\n" }
    return text
  }

  private static func line(_ measure: Measure) -> String {
    "\(measure.metric.rawValue) per \(measure.window)"
  }

  private static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
