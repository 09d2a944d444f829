internal import Settings

extension TierLadder {
  /// Reads `tiers:`; nil where it has a mistake, which is then in the log.
  ///
  /// - Parameters:
  ///   - reader: the mapping of `tiers:`.
  ///   - currency: the program's; nil where that has a mistake of its own.
  init?(_ reader: MappingReader, currency: Currency?) {
    let metric = reader.required("metric").flatMap(Self.metric)
    let window = reader.optional("window")
    let windowIsRead = window.map(Self.isMonth) ?? true
    let basis = reader.optional("basis")
    let basisRead = basis.map { $0.choice(of: Basis.self) } ?? .approved
    let rate = reader.optional("rate")
    let rateIsRead = rate.map(Self.isWholePeriod) ?? true
    let refundWindow = reader.optional("refund_window")
    let days = refundWindow.map(Self.refundDays) ?? 30
    let tiers = reader.required("ladder").flatMap { Self.tiers($0, metric: metric, currency: currency) }
    let isWhole = reader.end(notAvailable: [
      "approval", "cap", "grace", "keep", "ladders", "lock", "metrics", "movement", "payout", "presets",
      "score",
      "segments",
    ])
    guard isWhole, let metric, windowIsRead, let basisRead, rateIsRead, let days, let tiers,
      let first = tiers.first,
      let currency
    else { return nil }
    self.init(
      first: first, rest: Array(tiers.dropFirst()), metric: metric, basis: basisRead, refundWindow: days,
      currency: currency)
  }

  private static func metric(_ value: SettingsValue) -> Metric? {
    guard value.isScalar else {
      value.fail("several metrics at once are not available yet", kind: .notAvailable)
      return nil
    }
    let later = [
      "new_customers", "gross_revenue", "commission", "active_months", "tenure", "mrr", "deals", "leads",
      "score",
      "clicks", "followers",
    ]
    if let word = value.string(), later.contains(word) {
      value.fail("the metric '\(word)' is not available yet", kind: .notAvailable)
      return nil
    }
    return value.choice(of: Metric.self)
  }

  private static func isMonth(_ value: SettingsValue) -> Bool {
    if let word = value.isScalar ? value.string() : nil,
      ["quarter", "year", "lifetime"].contains(word) || word.hasPrefix("rolling")
    {
      value.fail("the window '\(word)' is not available yet, only 'month'", kind: .notAvailable)
      return false
    }
    return value.choice(["month"]) != nil
  }

  private static func isWholePeriod(_ value: SettingsValue) -> Bool {
    if let word = value.isScalar ? value.string() : nil,
      ["graduated", "forward_only", "recurring"].contains(word)
    {
      value.fail("the rate '\(word)' is not available yet, only 'whole_period'", kind: .notAvailable)
      return false
    }
    return value.choice(["whole_period"]) != nil
  }

  private static func refundDays(_ value: SettingsValue) -> Int? {
    guard let days = value.days() else { return nil }
    guard days <= 3_660 else {
      value.fail("\(days) days is out of range, expected at most 3660")
      return nil
    }
    return days
  }

  /// The tiers in the file's order, which must be ascending.
  private static func tiers(_ value: SettingsValue, metric: Metric?, currency: Currency?) -> [Tier]? {
    guard let values = value.list() else { return nil }
    guard !values.isEmpty else {
      value.fail("the ladder has no tier", kind: .missingKey)
      return nil
    }
    var tiers: [Tier] = []
    var isRight = true
    var last: Int64 = 0
    for (place, value) in values.enumerated() {
      guard let entry = TierEntry(value, isFirst: place == 0, metric: metric, currency: currency) else {
        isRight = false
        continue
      }
      let tier = entry.tier
      if tiers.contains(where: { $0.id == tier.id }) {
        entry.reader.fail(at: "id", "the id '\(tier.id)' is another tier's already")
        isRight = false
      }
      if place > 0, tier.from <= last {
        entry.reader.fail(
          at: "from", "the bound is not above the one before: a ladder ascends and no two tiers share a bound"
        )
        isRight = false
      }
      last = max(last, tier.from)
      tiers.append(tier)
    }
    return isRight ? tiers : nil
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
