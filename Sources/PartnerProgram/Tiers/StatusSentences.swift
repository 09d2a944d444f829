internal import Mail

/// The sentences of an explanation.
///
/// What is said of the next tier follows the window: what is missing can be made good
/// only while the month is open, and a new month starts from 0.
struct StatusSentences {
  private let recipient: Recipient
  private let status: TierStatus
  private let evaluator: TierEvaluator

  init(_ recipient: Recipient, evaluator: TierEvaluator) {
    self.recipient = recipient
    status = recipient.status
    self.evaluator = evaluator
  }

  var paragraph: String {
    [decision, firstReach, exclusions, partly, distance, finality, before, rule].compactMap { $0 }
      .joined(separator: " ")
  }

  private var calendar: ProgramCalendar { evaluator.calendar }
  private var isBegun: Bool { status.asOf >= calendar.start(of: status.month) }
  private var isOver: Bool { status.asOf >= calendar.end(of: status.month) }

  private var decision: String {
    let partner = recipient.partner
    let counted =
      switch status.metric {
      case .conversions:
        "\(conversions(status.value)) counted, worth \(status.counted.money.plainText) net"
      case .netRevenue:
        "\(status.counted.money.plainText) of net revenue counted, from \(conversions(Int64(status.counted.count)))"
      }
    return "\(partner.name) (\(partner.id)) \(isOver ? "was" : "is") in tier \(status.tier.name) in "
      + "\(name(status.month)), as of \(calendar.clockText(of: status.asOf)) in \(calendar.name): \(counted). The tier's rate of "
      + "\(status.tier.rate.percentText) makes a commission of \(status.commission.plainText)."
  }

  private var firstReach: String? {
    guard recipient.reachedFirstTime, status.tier.from > 0 else { return nil }
    let bonus = status.tier.bonus.map { ", with its bonus of \($0.plainText)" } ?? ""
    return "\(status.tier.name) was never reached in a month before\(bonus)."
  }

  private var exclusions: String {
    let parts = status.excluded.sorted { $0.key < $1.key }.map { reason, tally in
      "\(tally.count) \(words(reason)) (\(tally.money.plainText))"
    }
    return parts.isEmpty
      ? "Nothing of the month was left out." : "Not counted: \(parts.joined(separator: ", "))."
  }

  private var partly: String? {
    let tally = status.takenBackInPart
    guard tally.count > 0 else { return nil }
    let what = tally.count == 1 ? "1 refund or chargeback" : "\(tally.count) refunds or chargebacks"
    return "\(what) took \(tally.money.plainText) off sales that still count."
  }

  private var distance: String {
    guard let next = status.next, let remaining = status.remaining else {
      return "\(status.tier.name) is the top tier; it begins at \(amount(status.tier.from))."
    }
    let bound = "the next tier, \(next.name) (\(next.rate.percentText)), begins at \(amount(next.from))"
    let start = status.tier.from > 0 ? "\(status.tier.name) begins at \(amount(status.tier.from)); " : ""
    let sentence = "\(start)\(bound)"
    let first = sentence.prefix(1).uppercased() + sentence.dropFirst()
    if isOver {
      let following = name(status.month.advanced(by: 1))
      return "\(first): \(amount(remaining)) \(remaining == 1 ? "was" : "were") missing when the month ended "
        + "(\(status.progress)% of the bound). \(following) started from 0 and needs the whole \(amount(next.from))."
    }
    guard isBegun else { return "\(first). The month has not begun." }
    let days = status.daysLeft == 1 ? "1 day" : "\(status.daysLeft) days"
    return "\(first): \(amount(remaining)) more this month, with \(days) left, today included "
      + "(\(status.progress)% of the bound)."
  }

  private var finality: String {
    let window = "the refund window of \(evaluator.ladder.refundWindow) days"
    if status.isFinal { return "The status is final: \(window) ended on \(status.finalOn)." }
    return "The status is provisional until \(status.finalOn), the last day of \(window), and final after it."
  }

  private var before: String {
    let month = name(recipient.previous.month)
    if recipient.partner.joined > recipient.previous.month.lastDay {
      return "The partner joined on \(recipient.partner.joined), after \(month)."
    }
    return "In \(month) it was \(recipient.previous.tier.name) with \(amount(recipient.previous.value))."
  }

  private var rule: String {
    let counts =
      switch evaluator.ladder.basis {
      case .approved: "approved and paid sales"
      case .all: "pending, approved and paid sales"
      }
    let metric =
      switch status.metric {
      case .conversions: "the number of"
      case .netRevenue: "the net money of"
      }
    return "Rule \(status.ruleVersion): \(metric) \(counts) less what was taken back, in a calendar month of "
      + "\(calendar.name); the rate of the tier reached applies to the whole month."
  }

  private func conversions(_ count: Int64) -> String { count == 1 ? "1 conversion" : "\(count) conversions" }

  /// A value in the metric.
  private func amount(_ value: Int64) -> String {
    switch status.metric {
    case .conversions: "\(value)"
    case .netRevenue: Money(minorUnits: value, currency: evaluator.currency).plainText
    }
  }

  private func words(_ reason: TierStatus.Exclusion) -> String {
    switch reason {
    case .pending: "pending"
    case .reversed: "reversed"
    case .refunded: "refunded in full"
    case .chargedBack: "charged back in full"
    }
  }

  private func name(_ month: Month) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November",
      "December",
    ]
    return "\(names[month.number - 1]) \(month.year)"
  }
}

extension Rate {
  /// `25%`, `22.5%`: without decimals that are 0.
  package var percentText: String {
    let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(whole)%" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
