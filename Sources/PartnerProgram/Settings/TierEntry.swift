internal import Settings

/// One entry of `ladder:` while it is read.
struct TierEntry {
  private(set) var tier: Tier
  /// For rules between the entries.
  let reader: MappingReader
  /// The keys of its bounds, for their places.
  let boundKey: String

  /// What entries are read against.
  struct Context {
    /// What `from` counts; nil where that has a mistake of its own, or where no tier may use `from`.
    let metric: Metric?
    /// Whether settings name neither a metric nor a score.
    let isMetricAbsent: Bool
    let window: Window
    /// The program's; nil where that has a mistake of its own.
    let currency: Currency?
    /// For bonuses in other currencies.
    let rates: ExchangeRates?
  }

  /// Reads one entry; nil where it has a mistake, which is then in the log.
  ///
  /// - Parameters:
  ///   - value: the entry.
  ///   - isFirst: whether it is the first one, which takes everyone and has no bound.
  ///   - context: what it is read against.
  init?(_ value: SettingsValue, isFirst: Bool, context: Context) {
    guard let reader = value.mapping() else { return nil }
    let id = reader.required("id").flatMap(Self.id)
    let name = reader.required("name").flatMap(Self.words)
    let invitation = reader.optional("invitation_only")
    let isInvited = invitation.map { $0.bool() } ?? false
    let bounds = TierBounds(reader, isFirst: isFirst, isInvited: isInvited ?? false, context: context)
    let rate = reader.required("rate").flatMap(MoneyReader.rate)
    let bonus = reader.optional("bonus")
    let money = bonus.flatMap {
      MoneyReader.money($0, currency: context.currency, needsCode: true, rates: context.rates)
    }
    let unlocks = reader.optional("unlocks")
    let words = unlocks.map { Self.list($0) } ?? []
    let keepValue = reader.optional("keep")
    let keep = keepValue.map { Self.keep($0, context) } ?? []
    let lock = reader.optional("lock")
    let isLocked = lock.map { $0.choice(["lifetime"]) != nil }
    let benefits = reader.optional("benefits")
    let gives = benefits.map(Self.benefits) ?? Benefits()
    let payout = reader.optional("payout")
    let terms = payout.map { Self.payout($0, currency: context.currency) } ?? PayoutTerms()
    let isWhole = reader.end(notAvailable: ["hold", "review"])
    guard isWhole, let id, let name, let bounds, let rate, let words, let keep, let gives, let terms,
      isInvited != nil, isLocked != false, bonus == nil || money != nil
    else { return nil }
    if isFirst, let key = ["bonus", "keep", "lock", "invitation_only"].first(where: { reader.has($0) }) {
      let mistake =
        key == "bonus"
        ? "the first tier takes everyone and is never reached: it has no bonus"
        : "the first tier takes everyone and cannot be lost: it has no '\(key)'"
      reader.fail(at: key, mistake)
      return nil
    }
    var tier = Tier(id: id, name: name, from: bounds.from, rate: rate, bonus: money, unlocks: words)
    tier.requirements = bounds.requirements
    tier.joining = bounds.joining
    tier.isInvitationOnly = isInvited ?? false
    tier.keep = keep
    tier.isLocked = isLocked ?? false
    tier.benefits = gives
    tier.payout = terms
    self.tier = tier
    self.reader = reader
    boundKey = bounds.key
  }

  private static func id(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    let isWord = text.utf8.allSatisfy {
      CellRules.isLetter($0) || CellRules.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
    guard isWord, (1...64).contains(text.utf8.count) else {
      value.fail("'\(text)' is not an id: letters, digits, '-' and '_'")
      return nil
    }
    return text
  }

  static func words(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    if let problem = CellRules.problem(withName: ArraySlice(text.utf8)) {
      value.fail("not a text of one line: \(problem)")
      return nil
    }
    return text
  }

  private static func list(_ value: SettingsValue) -> [String]? {
    guard let values = value.list() else { return nil }
    let texts = values.compactMap(words)
    return texts.count == values.count ? texts : nil
  }

  /// `{conversions: 3, per: quarter}`.
  private static func keep(_ value: SettingsValue, _ context: Context) -> [Requirement]? {
    guard let pairs = value.entries() else { return nil }
    var window: Window? = context.window
    for (name, per) in pairs where name.string() == "per" { window = MeasureReader.window(per) }
    guard let window else { return nil }
    return MeasureReader.requirements(value, window: window, currency: context.currency, leaving: ["per"])
  }

  private static func benefits(_ value: SettingsValue) -> Benefits? {
    guard let reader = value.mapping() else { return nil }
    func group(_ key: String) -> [String]? { reader.optional(key).map { list($0) } ?? [] }
    let money = group("money")
    let status = group("status")
    let support = group("support")
    let isWhole = reader.end()
    guard isWhole, let money, let status, let support else { return nil }
    return Benefits(money: money, status: status, support: support)
  }

  private static func payout(_ value: SettingsValue, currency: Currency?) -> PayoutTerms? {
    guard let reader = value.mapping() else { return nil }
    let hold = reader.optional("hold")
    let days = hold.flatMap { $0.days() }
    let every = reader.optional("every")
    let cadence = every.flatMap { $0.choice(of: PayoutTerms.Cadence.self) }
    let least = reader.optional("minimum")
    let minimum = least.flatMap { MoneyReader.money($0, currency: currency, needsCode: true) }
    let isWhole = reader.end()
    guard isWhole, (hold == nil) == (days == nil), (every == nil) == (cadence == nil),
      (least == nil) == (minimum == nil)
    else { return nil }
    return PayoutTerms(holdDays: days, cadence: cadence, minimum: minimum)
  }
}
