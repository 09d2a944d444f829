internal import Settings

/// The rules between a ladder's entries and keys.
enum LadderRules {
  /// The tiers in the file's order, which must be ascending.
  static func tiers(_ value: SettingsValue, context: TierEntry.Context) -> [Tier]? {
    guard let values = value.list() else { return nil }
    guard !values.isEmpty else {
      value.fail("the ladder has no tier", kind: .missingKey)
      return nil
    }
    var tiers: [Tier] = []
    var isRight = true
    for (place, value) in values.enumerated() {
      guard let entry = TierEntry(value, isFirst: place == 0, context: context) else {
        isRight = false
        continue
      }
      let tier = entry.tier
      if tiers.contains(where: { $0.id == tier.id }) {
        entry.reader.fail(at: "id", "the id '\(tier.id)' is another tier's already")
        isRight = false
      }
      if let mistake = descent(of: tier, above: tiers) {
        entry.reader.fail(at: entry.boundKey, mistake)
        isRight = false
      }
      if !tier.isInvitationOnly, tiers.contains(where: \.isInvitationOnly) {
        entry.reader.fail(at: "id", "tiers by invitation only stand at the end of the ladder")
        isRight = false
      }
      if let mistake = keepMistake(of: tier) {
        entry.reader.fail(at: "keep", mistake)
        isRight = false
      }
      tiers.append(tier)
    }
    return isRight ? tiers : nil
  }

  /// What is wrong with a tier's bounds beside those below it.
  private static func descent(of tier: Tier, above tiers: [Tier]) -> String? {
    guard !tier.requirements.isEmpty else { return nil }
    if tier.from > 0, tier.from <= tiers.map(\.from).max() ?? 0 {
      return "the bound is not above the one before: a ladder ascends and no two tiers share a bound"
    }
    for lower in tiers where !lower.requirements.isEmpty {
      if lower.from > 0, tier.from > 0 { continue }
      if lower.requirements.count > 1, tier.requirements.count > 1, lower.joining != tier.joining { continue }
      var isAbove = false
      for requirement in tier.requirements {
        guard let below = lower.requirements.first(where: { $0.measure == requirement.measure }) else {
          isAbove = true
          continue
        }
        if requirement.from < below.from {
          return
            "the bound of \(requirement.measure.metric) is below that of '\(lower.id)': a ladder ascends"
        }
        if requirement.from > below.from { isAbove = true }
      }
      if !isAbove {
        return "nothing is asked for beyond '\(lower.id)': a ladder ascends and no two tiers share a bound"
      }
    }
    return nil
  }

  /// What is wrong with a tier's keep-rule.
  private static func keepMistake(of tier: Tier) -> String? {
    if !tier.keep.isEmpty, tier.isLocked {
      return "a tier that is locked for life cannot be lost: it has no keep-rule"
    }
    for rule in tier.keep {
      let metric = rule.measure.metric
      if metric.unit == .percent, rule.from > 10_000 { return "more than 100% can never hold" }
      if rule.measure.window == .lifetime, !metric.traits.contains(.standing), !metric.traits.contains(.ratio)
      {
        return
          "\(metric) over a lifetime never falls: nobody could leave the tier; say 'lock: lifetime' if that is meant"
      }
      let own = tier.requirements.first { $0.measure.metric == metric }
      if let own, rule.from > own.from, isNotLonger(rule.measure.window, than: own.measure.window) {
        return
          "the keep-rule can never hold for those who just reach the tier: it asks for more \(metric) than the tier in no more time"
      }
    }
    return nil
  }

  private static func isNotLonger(_ a: Window, than b: Window) -> Bool { days(a) <= days(b) }

  private static func days(_ window: Window) -> Int {
    switch window {
    case .month: 31
    case .quarter: 92
    case .year: 366
    case .rolling(let days): days
    case .lifetime: .max
    }
  }

  /// Rules between the keys of a ladder.
  static func fit(_ terms: LadderTerms, _ tiers: [Tier], at reader: MappingReader) -> Bool {
    var isRight = true
    func fail(_ key: String, _ message: String, help: String? = nil) {
      reader.fail(at: key, message, help: help)
      isRight = false
    }
    if terms.rate != .wholePeriod {
      let running: [Metric] =
        terms.rate == .graduated
        ? [.conversions, CustomerMetrics.newCustomers, .netRevenue]
        : [.conversions, CustomerMetrics.newCustomers, .netRevenue, .grossRevenue]
      let words = running.map(\.rawValue).joined(separator: ", ")
      if !running.contains(terms.metric) {
        fail("rate", "'\(terms.rate.rawValue)' needs a metric that grows order by order: \(words)")
      } else if tiers.contains(where: { $0.from == 0 && !$0.requirements.isEmpty }) {
        fail(
          "rate", "'\(terms.rate.rawValue)' needs one bound a tier: 'all' and 'any' have no place in between")
      } else if case .rolling = terms.window {
        fail("rate", "'\(terms.rate.rawValue)' needs a window that resets, or a lifetime")
      }
    }
    if case .lifetime = terms.window, terms.metric == CustomerMetrics.retention {
      fail("window", "retention compares a window with the one before, and a lifetime has none")
    }
    if terms.movement?.down == .never, tiers.contains(where: { !$0.keep.isEmpty }) {
      fail("movement", "nobody ever drops ('down: never'), so a keep-rule has no effect")
    }
    return isRight
  }
}
