internal import Mail
internal import Settings

/// Reads the keys that a ladder is made of: those of `tiers:` itself, and those of an entry of `ladders:`.
struct LadderReader {
  private(set) var ladder: TierLadder?

  /// Reads the keys; mistakes go to the log, and then there is no ladder.
  ///
  /// - Parameters:
  ///   - reader: the mapping; further keys of its owner must have been asked for.
  ///   - base: the program's own ladder, for the keys that are left out; nil for that ladder itself.
  ///   - currency: the program's; nil where that has a mistake of its own.
  ///   - rates: for bonuses in other currencies.
  init(_ reader: MappingReader, base: LadderTerms?, currency: Currency?, rates: ExchangeRates? = nil) {
    let metricValue = reader.optional("metric")
    let scoreValue = reader.optional("score")
    let windowValue = reader.optional("window")
    let window = windowValue.map(MeasureReader.window) ?? base?.window ?? .month
    let score = scoreValue.map { ScoreReader.score($0, window: window ?? .month, currency: currency) }
    let basisValue = reader.optional("basis")
    let basis = basisValue.map { $0.choice(of: TierLadder.Basis.self) } ?? base?.basis ?? .approved
    let netValue = reader.optional("net_of")
    let netOf = netValue.map(Self.netOf) ?? base?.netOf ?? []
    let rateValue = reader.optional("rate")
    let rate = rateValue.map { $0.choice(of: RateRule.self) } ?? base?.rate ?? .wholePeriod
    let refundWindow = reader.optional("refund_window")
    let days = refundWindow.map(Self.refundDays) ?? base?.refundWindow ?? 30
    let finalValue = reader.optional("after_final")
    let afterFinal =
      finalValue.map { $0.choice(of: LadderTerms.AfterFinal.self) } ?? base?.afterFinal ?? .correct
    let recurringValue = reader.optional("recurring")
    let recurring = recurringValue.map(Self.recurring) ?? base?.recurring ?? .always
    let effectiveValue = reader.optional("effective")
    let effective = effectiveValue.map(Self.day) ?? .some(base?.effective)
    let movementValue = reader.optional("movement")
    let movement = movementValue.map { MovementReader.policy($0) } ?? .some(base?.movement)

    var metric = metricValue.flatMap(MeasureReader.metric)
    if metricValue != nil, let scoreValue {
      scoreValue.fail("a ladder has one of 'metric' and 'score'", kind: .conflict)
      metric = nil
    }
    var isAbsent = false
    if metricValue == nil {
      if scoreValue != nil {
        metric = score.flatMap { $0 } == nil ? nil : .score
      } else if let base {
        metric = base.metric
      } else {
        isAbsent = true
      }
    }
    let context = TierEntry.Context(
      metric: metric, isMetricAbsent: isAbsent, window: window ?? .month, currency: currency,
      rates: rates)
    let tiers = reader.required("ladder").flatMap { LadderRules.tiers($0, context: context) }
    let isWhole = reader.end(notAvailable: ["presets", "segments"])
    if isAbsent, let tiers {
      metric = tiers.lazy.flatMap(\.requirements).first?.measure.metric
      if metric == nil { _ = reader.required("metric") }
    }

    guard isWhole, let metric, let window, let basis, let netOf, let rate, let days, let afterFinal,
      let recurring, let effective, let movement, let tiers, let currency,
      scoreValue == nil || score?.flatMap({ $0 }) != nil
    else { return }
    var terms = LadderTerms(metric: metric)
    terms.window = window
    terms.basis = basis
    terms.netOf = netOf
    terms.refundWindow = days
    terms.afterFinal = afterFinal
    terms.rate = rate
    terms.recurring = recurring
    terms.score = score.flatMap { $0 } ?? (metric == .score ? base?.score : nil)
    terms.effective = effective
    terms.movement = movement
    if terms.movement == nil,
      tiers.contains(where: { !$0.keep.isEmpty || $0.isLocked || $0.isInvitationOnly })
    {
      // Without a word on movement every period stands for itself, but for what the tiers themselves keep.
      var policy = MovementPolicy()
      policy.down = .atOnce
      terms.movement = policy
    }
    guard LadderRules.fit(terms, tiers, at: reader) else { return }
    ladder = TierLadder(tiers: tiers, terms: terms, currency: currency)
  }

  private static func refundDays(_ value: SettingsValue) -> Int? {
    guard let days = value.days() else { return nil }
    guard days <= 3_660 else {
      value.fail("\(days) days is out of range, expected at most 3660")
      return nil
    }
    return days
  }

  private static func day(_ value: SettingsValue) -> CivilDate?? {
    guard let text = value.string() else { return nil }
    if let day = try? CivilDate(text) { return day }
    value.fail("'\(text)' is not a day", help: "expected for example '2026-10-01'")
    return nil
  }

  private static func netOf(_ value: SettingsValue) -> LadderTerms.NetOf? {
    guard let values = value.oneOrMore() else { return nil }
    var result: LadderTerms.NetOf = []
    for value in values {
      // What was taken back is never counted as net; saying so is no mistake.
      switch value.choice(["refunds", "fees", "taxes"]) {
      case "fees": result.insert(.fees)
      case "taxes": result.insert(.taxes)
      case "refunds": break
      default: return nil
      }
    }
    return result
  }

  /// `yes`, `no` or `12 months`.
  private static func recurring(_ value: SettingsValue) -> RecurringRule? {
    switch value.isScalar ? value.string() : nil {
    case "yes", "true": .always
    case "no", "false": .newOnly
    default: MeasureReader.months(value).map { .months(Int($0)) }
    }
  }
}

extension MappingReader {
  /// Refuses every key that was not asked for, those by name that are known but do nothing yet.
  ///
  /// - Parameter keys: the known ones.
  /// - Returns: whether there was none.
  func end(notAvailable keys: [String] = []) -> Bool {
    let rest = remaining()
    for (name, key, _) in rest where keys.contains(name) {
      _ = optional(name)
      key.fail("'\(name)' is not available yet", kind: .notAvailable)
    }
    finish()
    return rest.isEmpty
  }
}
