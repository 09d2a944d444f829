package import Mail

/// A partner's activity as facts, judged by a ladder's terms as of a clock.
///
/// It is filled and judged once and then read by every period, measure and rate. A sheet may be filled again: its memory
/// is kept, so that a walk over all partners allocates nothing for an activity.
package struct FactSheet: Sendable {
  package private(set) var facts: [Fact] = []
  /// Hashes of the ids, only while references are hashes.
  private var ids: [UInt64] = []
  private var references: [(taker: Int, sale: UInt64)] = []
  /// The facts in another currency than the program's.
  private var foreign: [(place: Int, rate: ExchangeRate)] = []

  package init() {}

  /// The facts of activities, each at the place of its activity, judged.
  ///
  /// - Throws: an activity before the clock in another currency than the program's, of a day without a rate.
  package init(
    _ activities: [Activity], of partner: Partner.ID, ladder: TierLadder, currency: Currency,
    rates: ExchangeRates? = nil, calendar: ProgramCalendar, asOf clock: Timestamp
  ) throws(EvaluationFailure) {
    facts.reserveCapacity(activities.count)
    let needsCustomers = ladder.needsCustomers
    var hasTakeBack = false
    var isForeign = false
    for place in activities.indices {
      if let stated = activities[place].money?.currency, stated != currency,
        activities[place].occurred < clock
      {
        isForeign = true
      }
      var fact = Fact(activities[place], kinds: ladder.kinds, withCustomer: needsCustomers)
      fact.place = Int32(place)
      if fact.kind.takesBack { hasTakeBack = true }
      facts.append(fact)
    }
    if hasTakeBack { resolve(activities) }
    if isForeign { try findRates(activities, of: partner, currency, rates, asOf: clock) }
    judge(by: ladder, calendar: calendar, asOf: clock)
  }

  /// Finds the rate of each fact in another currency: that of the day of the sale, for what takes it back too.
  private mutating func findRates(
    _ activities: [Activity], of partner: Partner.ID, _ currency: Currency, _ rates: ExchangeRates?,
    asOf clock: Timestamp
  ) throws(EvaluationFailure) {
    for place in facts.indices {
      guard let stated = activities[place].money?.currency, stated != currency,
        activities[place].occurred < clock
      else { continue }
      let sale = Int(facts[place].sale)
      let moment = activities[facts.indices.contains(sale) ? sale : place].occurred
      guard let rate = rates?.rate(of: stated, at: moment) else {
        let cause = EvaluationFailure.Cause.foreignCurrency(activity: activities[place].id, code: stated.code)
        throw EvaluationFailure(partner: partner, cause: cause)
      }
      foreign.append((place, rate))
    }
  }

  /// Forgets the facts and keeps the memory.
  package mutating func removeAll() {
    facts.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    references.removeAll(keepingCapacity: true)
    foreign.removeAll(keepingCapacity: true)
  }

  /// Adds a row of the ledger; ids are told apart by 64 bits of a hash, which suffices among one partner's.
  ///
  /// `rate` is that of its day, for a row in another currency than the program's.
  package mutating func append(_ fact: Fact, id: UInt64, reference: UInt64, rate: ExchangeRate? = nil) {
    if let rate { foreign.append((facts.count, rate)) }
    if fact.kind.takesBack { references.append((facts.count, reference)) }
    facts.append(fact)
    facts[facts.count - 1].place = Int32(facts.count - 1)
    ids.append(id)
  }

  /// Finds the sales that rows added by `append` take back.
  package mutating func resolve() {
    for (taker, sale) in references {
      facts[taker].sale = ids.firstIndex(of: sale).map { Int32($0) } ?? -1
    }
    for index in foreign.indices {
      let sale = Int(facts[foreign[index].place].sale)
      if let known = foreign.first(where: { $0.place == sale }) { foreign[index].rate = known.rate }
    }
  }

  private mutating func resolve(_ activities: [Activity]) {
    let takers = facts.indices.filter { facts[$0].kind.takesBack }
    if takers.count <= 8 {
      for taker in takers {
        let sale = activities[taker].reference
        facts[taker].sale =
          activities.firstIndex { $0.id == sale && $0.kind == .sale }.map { Int32($0) } ?? -1
      }
      return
    }
    var places: [Activity.ID: Int32] = [:]
    for place in facts.indices where facts[place].kind == .sale {
      places[activities[place].id] = Int32(place)
    }
    for taker in takers { facts[taker].sale = activities[taker].reference.flatMap { places[$0] } ?? -1 }
  }

  /// Judges every fact: the one place that decides what stands, and with how much money.
  ///
  /// A sale taken back in full is no conversion; one taken back in part is one, with less money. Taken back counts
  /// before pending: what is gone will never be approved. It is a chargeback's doing where one took part.
  package mutating func judge(by ladder: TierLadder, calendar: ProgramCalendar, asOf clock: Timestamp) {
    let terms = ladder.terms
    // What is taken back in full shows in the currency it was sold in; after that all is the program's.
    defer { for (place, rate) in foreign { facts[place].convert(by: rate) } }
    for taker in facts.indices where facts[taker].kind.takesBack {
      takeBack(facts[taker], by: terms, calendar: calendar, asOf: clock)
    }
    for place in facts.indices {
      facts[place].judge(by: terms, before: clock.seconds)
    }
    guard terms.basis == .safe else { return }
    let today = calendar.day(of: clock)
    for place in facts.indices where facts[place].isMadeSale {
      let day = calendar.day(of: Timestamp(seconds: facts[place].occurred))
      guard day.adding(days: terms.refundWindow) >= today else { continue }
      facts[place].isMadeSale = false
      if facts[place].verdict == .stands { facts[place].verdict = .unsafe }
    }
  }

  /// A take-back applies from the moment it occurred, pending or approved, unless it was itself reversed: money that
  /// may have to be given back is not paid out.
  private mutating func takeBack(
    _ taker: Fact, by terms: LadderTerms, calendar: ProgramCalendar, asOf clock: Timestamp
  ) {
    let place = Int(taker.sale)
    guard facts.indices.contains(place), taker.occurred < clock.seconds, taker.status != .reversed else {
      return
    }
    if terms.afterFinal == .keep, Self.isLate(taker, for: facts[place], terms, calendar) {
      facts[place].takenBackLate = facts[place].takenBackLate.saturatingAdd(
        taker.hasAmount ? taker.amount : facts[place].amount)
      return
    }
    facts[place].takeBacks += 1
    if taker.kind == .chargeback { facts[place].isTakenByBank = true }
    if taker.hasAmount {
      // More than can be counted is in any case more than the sale.
      facts[place].takenBack = facts[place].takenBack.saturatingAdd(taker.amount)
    } else {
      facts[place].isWholeTakenBack = true
    }
  }

  /// Whether a take-back came after the refund window of its sale's period: of its month where the window never ends.
  static func isLate(
    _ taker: Fact, for sale: Fact, _ terms: LadderTerms, _ calendar: ProgramCalendar
  ) -> Bool {
    let window = terms.window.resets ? terms.window : .month
    let period = Period(window, seenOn: calendar.month(of: Timestamp(seconds: sale.occurred)).firstDay)
    let firstLate = period.last.adding(days: terms.refundWindow + 1)
    return taker.occurred >= calendar.start(of: firstLate).seconds
  }
}

extension Fact {
  init(_ activity: borrowing Activity, kinds: [String], withCustomer: Bool) {
    let kind: Kind =
      switch activity.kind {
      case .sale: .sale
      case .refund: .refund
      case .chargeback: .chargeback
      case .other(let word): kinds.firstIndex(of: word).map { Kind(other: $0) } ?? .uncounted
      }
    self.init(occurred: activity.occurred.seconds, kind: kind, status: activity.status)
    amount = activity.amount?.minorUnits ?? 0
    hasAmount = activity.amount != nil
    fee = activity.fee?.minorUnits ?? 0
    tax = activity.tax?.minorUnits ?? 0
    commission = activity.commission?.minorUnits ?? 0
    if let recurring = activity.recurring {
      months = Int16(clamping: recurring.months)
      isRenewal = recurring.isRenewal
    }
    if withCustomer, let id = activity.customer { customer = Self.hash(id.utf8) }
  }

  /// FNV-1a, never 0.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return hash == 0 ? 1 : hash
  }

  mutating func judge(by terms: LadderTerms, before clock: Int64) {
    let isWhole = takeBacks > 0 && (isWholeTakenBack || takenBack >= amount)
    if isWhole { takenBack = amount }
    var less = takenBack
    if kind == .sale {
      if terms.netOf.contains(.fees) { less = less.saturatingAdd(fee) }
      if terms.netOf.contains(.taxes) { less = less.saturatingAdd(tax) }
    }
    net = max(0, amount - min(less, amount))
    isMadeSale =
      kind == .sale && occurred < clock && status != .reversed && (status != .pending || terms.basis == .all)
    verdict =
      if occurred >= clock {
        .later
      } else if kind.takesBack {
        .takesBack
      } else if status == .reversed {
        .reversed
      } else if isWhole {
        isTakenByBank ? .chargedBack : .refunded
      } else if status == .pending, terms.basis != .all {
        .pending
      } else {
        .stands
      }
  }
}

extension Int64 {
  /// The sum, or the greatest number where it does not fit.
  func saturatingAdd(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
