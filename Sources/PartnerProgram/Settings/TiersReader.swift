internal import Settings

/// Reads `tiers:`: the program's own ladder, `default_rates` by partner type, and `ladders` of some partners.
struct TiersReader {
  let ladder: TierLadder
  /// In the order in which they are tried.
  let segmentLadders: [SegmentLadder]

  /// Reads the mapping; nil where it has a mistake, which is then in the log.
  ///
  /// - Parameters:
  ///   - reader: the mapping of `tiers:`.
  ///   - currency: the program's; nil where that has a mistake of its own.
  ///   - exchange: for bonuses in other currencies.
  init?(_ reader: MappingReader, currency: Currency?, rates exchange: ExchangeRates? = nil) {
    let laddersValue = reader.optional("ladders")
    let ratesValue = reader.optional("default_rates")
    let own = LadderReader(reader, base: nil, currency: currency, rates: exchange).ladder
    // Without the program's own ladder there is nothing to fill what they leave out; their mistakes are read all the same.
    let base = own?.terms ?? LadderTerms(metric: .conversions)
    let ladders = laddersValue.map { Self.ladders($0, base: base, currency: currency, rates: exchange) } ?? []
    let rates = ratesValue.map { Self.rates($0, of: own, currency: currency) } ?? []
    guard let own, let ladders, let rates else { return nil }
    ladder = own
    segmentLadders = ladders + rates
  }

  private static func ladders(
    _ value: SettingsValue, base: LadderTerms, currency: Currency?, rates: ExchangeRates?
  ) -> [SegmentLadder]? {
    guard let pairs = value.entries() else { return nil }
    var result: [SegmentLadder] = []
    var isRight = true
    for (name, value) in pairs {
      guard let name = TierEntry.words(name), let reader = value.mapping() else {
        isRight = false
        continue
      }
      let conditions = reader.required("for").flatMap(conditions)
      let ladder = LadderReader(reader, base: base, currency: currency, rates: rates).ladder
      guard let conditions, let ladder else {
        isRight = false
        continue
      }
      result.append(SegmentLadder(name: name, conditions: conditions, ladder: ladder))
    }
    return isRight ? result : nil
  }

  /// `{type: creator, country: [DE, AT]}`.
  private static func conditions(_ value: SettingsValue) -> [SegmentLadder.Condition]? {
    guard let pairs = value.entries() else { return nil }
    var result: [SegmentLadder.Condition] = []
    for (name, value) in pairs {
      guard let attribute = name.string(), let values = value.oneOrMore() else { return nil }
      let words = values.compactMap(TierEntry.words)
      guard words.count == values.count, !words.isEmpty else { return nil }
      result.append(SegmentLadder.Condition(attribute: attribute, values: words))
    }
    if result.isEmpty {
      value.fail(
        "whom the ladder is for is not said", kind: .missingKey, help: "expected for example {type: creator}")
      return nil
    }
    return result
  }

  /// `{agency: 15%}`: the same ladder whose first tier has another rate.
  private static func rates(
    _ value: SettingsValue, of own: TierLadder?, currency: Currency?
  ) -> [SegmentLadder]? {
    guard let pairs = value.entries() else { return nil }
    var result: [SegmentLadder] = []
    var isRight = true
    for (name, value) in pairs {
      guard let type = TierEntry.words(name), let rate = MoneyReader.rate(value) else {
        isRight = false
        continue
      }
      guard let own, let currency else { continue }
      var tiers = own.tiers
      tiers[0].rate = rate
      result.append(
        SegmentLadder(
          name: type, conditions: [SegmentLadder.Condition(attribute: "type", values: [type])],
          ladder: TierLadder(tiers: tiers, terms: own.terms, currency: currency)))
    }
    return isRight ? result : nil
  }
}
