internal import Mail

/// The sentences of an explanation.
///
/// What is said of the next tier follows the window: see `DistanceSentence`.
struct StatusSentences {
  private let recipient: Recipient
  private let status: TierStatus
  private let ladder: TierLadder
  private let calendar: ProgramCalendar
  private let words: MetricWords

  init(_ recipient: Recipient, evaluator: TierEvaluator) {
    self.recipient = recipient
    status = recipient.status
    ladder = evaluator.ladder(for: recipient.partner)
    calendar = evaluator.calendar
    words = MetricWords(currency: evaluator.currency)
  }

  var paragraph: String {
    [
      decision, commission, standing, firstReach, exclusions, partly, late,
      DistanceSentence(status, ladder: ladder, calendar: calendar, words: words).text, finality, before,
      RuleSentence(ladder, currency: words.currency, zone: calendar.name).text, force, ladderName,
    ].compactMap { $0 }.joined(separator: " ")
  }

  private var isOver: Bool { status.asOf >= calendar.start(of: status.period.last.adding(days: 1)) }

  private var decision: String {
    let partner = recipient.partner
    return "\(partner.name) (\(partner.id)) \(isOver ? "was" : "is") in tier \(status.tier.name) in "
      + "\(words.name(status.period)), as of \(calendar.clockText(of: status.asOf)) in \(calendar.name): \(counted)."
  }

  private var counted: String {
    let sales = "\(words.phrase(Int64(status.counted.count), of: .conversions))"
    let money = status.counted.money.plainText
    if ladder.measures.count == 1 {
      switch ladder.metric {
      case .conversions: return "\(sales) counted, worth \(money) net"
      case .netRevenue: return "\(money) of net revenue counted, from \(sales)"
      default: break
      }
    }
    let figures = zip(ladder.measures, status.values).filter { !isOnlyForWindow($0.0) }.map {
      measure, value in
      measure.window == ladder.window || !measure.metric.isWindowed
        ? words.phrase(value, of: measure.metric)
        : "\(words.phrase(value, of: measure.metric)) (\(measure.window))"
    }
    return "\(figures.joined(separator: ", ")), with \(sales) worth \(money) net"
  }

  /// The first measure is the ladder's own; where tiers have requirements of their own, none may ask for it.
  private func isOnlyForWindow(_ measure: Measure) -> Bool {
    ladder.metric != .score && measure == ladder.measures[0] && ladder.measures.count > 1
      && !ladder.tiers.contains { ($0.requirements + $0.keep).contains { $0.measure == measure } }
  }

  private var commission: String {
    let earned = status.commission.plainText
    guard !status.bands.isEmpty else {
      let apart =
        status.earned == status.counted
        ? "" : " on \(status.earned.money.plainText) of \(words.name(status.earningPeriod))"
      return "The tier's rate of \(status.tier.rate.percentText) makes a commission of \(earned)\(apart)."
    }
    let bands = status.bands.map { band in
      "\(Money(minorUnits: band.net, currency: words.currency).plainText) (\(words.phrase(Int64(band.count), of: .conversions)))"
        + " at \(band.rate.percentText)"
    }
    return "\(bands.joined(separator: " and ")) make a commission of \(earned), a blended rate of "
      + "\(status.blendedRate.percentText)."
  }

  private var standing: String? {
    guard let standing = status.standing else { return nil }
    let reached =
      status.reached.id == status.tier.id ? "" : "; the figures themselves reach \(status.reached.name)"
    let why =
      switch standing.ground {
      case .earned: "It is held because the figures reach it"
      case .kept: "It is held \(keeping)"
      case .grace: "It is held for the time being"
      case .locked: "It is held for life"
      case .inReview: "It is held until a review decides"
      case .invited: "It is held by invitation"
      case .overridden: "It is held by a decision"
      }
    let end = standing.until.map { ", until \($0)" } ?? ""
    let today = calendar.day(of: status.asOf)
    let drop =
      standing.dropsOn.map {
        $0 <= today ? ", and it was lost on \($0)" : ", and it will be lost on \($0) if nothing changes"
      } ?? ""
    return "\(why), since \(standing.since)\(end)\(drop)\(reached)."
  }

  /// What keeps a tier that the figures do not reach.
  private var keeping: String {
    if !status.tier.keep.isEmpty { return "because its keep-rule holds or is not due yet" }
    return switch ladder.terms.movement?.down {
    case .never: "because nobody drops"
    case .review: "because only a review takes a tier away, and none is due yet"
    case .periodEnd, .atOnce, nil: "because what the figures say is judged when the period ends"
    }
  }

  private var firstReach: String? {
    guard recipient.reachedFirstTime, status.tier.rank > 0 || status.tier.from > 0 else { return nil }
    let bonus = status.tier.bonus.map { ", with its bonus of \($0.plainText)" } ?? ""
    let whole = status.period.window.resets ? "in a \(status.period.window) before" : "before"
    return "\(status.tier.name) was never reached \(whole)\(bonus)."
  }

  private var exclusions: String {
    let parts = status.excluded.sorted { $0.key < $1.key }.map { reason, tally in
      "\(tally.count) \(reasonWords(reason)) (\(tally.money.plainText))"
    }
    let whole = status.period.window.resets ? "the \(status.period.window)" : "that time"
    return parts.isEmpty
      ? "Nothing of \(whole) was left out." : "Not counted: \(parts.joined(separator: ", "))."
  }

  private var partly: String? {
    let tally = status.takenBackInPart
    guard tally.count > 0 else { return nil }
    let what = tally.count == 1 ? "1 refund or chargeback" : "\(tally.count) refunds or chargebacks"
    return "\(what) took \(tally.money.plainText) off sales that still count."
  }

  private var late: String? {
    let tally = status.takenBackLate
    guard tally.count > 0 else { return nil }
    return "\(tally.money.plainText) was taken back after the status was final and left it as it was."
  }

  private var finality: String {
    let window = "the refund window of \(ladder.refundWindow) days"
    if status.isFinal { return "The status is final: \(window) ended on \(status.finalOn)." }
    return "The status is provisional until \(status.finalOn), the last day of \(window), and final after it."
  }

  private var before: String {
    let previous = recipient.previous
    let name = words.name(previous.period)
    if recipient.partner.joined > previous.period.last {
      return "The partner joined on \(recipient.partner.joined), after \(name)."
    }
    return
      "In \(name) it was \(previous.tier.name) with \(words.amount(previous.value, of: previous.metric))."
  }

  /// Of a period that began under other rules.
  private var force: String? {
    guard let day = ladder.terms.effective, let first = status.period.first, first < day else { return nil }
    return "The period began before that: its figures are shown by this rule all the same."
  }

  private var ladderName: String? {
    status.ladderName.map { "The ladder is that of '\($0)'." }
  }

  private func reasonWords(_ reason: TierStatus.Exclusion) -> String {
    switch reason {
    case .pending: "pending"
    case .reversed: "reversed"
    case .refunded: "refunded in full"
    case .chargedBack: "charged back in full"
    case .inRefundWindow: "still in the refund window"
    }
  }
}
