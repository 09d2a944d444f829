internal import PartnerProgram
internal import Pages

/// One ladder written out for those who climb it.
struct LadderSheet {
  let ladder: TierLadder
  let currency: Currency
  private let rule: RuleSentence
  private let words: MetricWords

  init(_ ladder: TierLadder, program: ProgramSettings) {
    self.ladder = ladder
    currency = program.currency
    rule = RuleSentence(ladder, currency: program.currency, zone: program.timeZone)
    words = MetricWords(currency: program.currency)
  }

  private var open: [Tier] { ladder.visibleTiers() }

  var summary: String {
    let low = open.first?.rate ?? Rate(basisPoints: 0)
    let high = open.map(\.rate).max() ?? low
    let tiers = open.count == 1 ? "There is one tier" : "There are \(open.count) tiers"
    let rates =
      low == high
      ? "which pays \(low.percentText)" : "which pay from \(low.percentText) to \(high.percentText)"
    return "\(tiers), \(rates). Everyone starts as \(open.first?.name ?? "")."
  }

  /// Name, bound, rate, and what the rate is more than the first one's.
  var tiers: Table {
    let hasBonus = open.contains { $0.bonus != nil }
    var table = Table(
      [.left, .left, .right, .right] + (hasBonus ? [.right] : []),
      header: ["Tier", "Reached with", "Rate", "Over the first"] + (hasBonus ? ["Bonus, once"] : []))
    for (place, tier) in open.enumerated() {
      table.add(
        [tier.name, bound(of: tier, at: place), tier.rate.percentText, increase(of: tier)]
          + (hasBonus ? [tier.bonus?.plainText ?? ""] : []))
    }
    return table
  }

  private func increase(of tier: Tier) -> String {
    guard let base = open.first?.rate.basisPoints, base > 0, tier.rate.basisPoints != base else { return "" }
    let tenths =
      ((tier.rate.basisPoints - base) * 1_000 + (tier.rate.basisPoints > base ? base / 2 : -base / 2)) / base
    let sign = tenths < 0 ? "-" : "+"
    return "\(sign)\(abs(tenths) / 10)\(abs(tenths) % 10 == 0 ? "" : ".\(abs(tenths) % 10)")%"
  }

  /// What reaches a tier; a plain count as a range, because that is how people read it.
  private func bound(of tier: Tier, at place: Int) -> String {
    let next = place + 1 < open.count ? open[place + 1] : nil
    if ladder.isSimple, ladder.metric.unit == .count {
      let name = words.name(ladder.metric)
      guard let next, next.from > 0 else { return "\(tier.from)+ \(name)" }
      return next.from - 1 == tier.from ? "\(tier.from) \(name)" : "\(tier.from) to \(next.from - 1) \(name)"
    }
    if tier.requirements.isEmpty { return "joining" }
    return tier.requirements.map { requirement in
      let over =
        requirement.measure.window == ladder.window || !requirement.measure.metric.isWindowed
        ? "" : " (\(requirement.measure.window))"
      return phrase(requirement) + over
    }.joined(separator: tier.joining == .all ? " and " : " or ")
  }

  /// `3 deals registered`, `USD 5,000.00 of net revenue`, `50 points`.
  private func phrase(_ requirement: Requirement) -> String {
    let metric = requirement.measure.metric
    let amount = words.amount(requirement.from, of: metric)
    return switch metric.unit {
    case .count: "\(amount) \(words.name(metric))"
    case .points: amount
    case .money, .months, .percent, .number: "\(amount) of \(words.name(metric))"
    }
  }

  /// What counts, when it counts, what a refund does, which orders a rate is for, how a tier is kept.
  var answers: [String] {
    var answers = ["What counts: \(rule.counting).", "What the rate is for: \(rule.rate)."]
    answers.append(Self.resets(ladder.window))
    answers.append(refunds)
    switch ladder.terms.recurring {
    case .always: break
    case .newOnly: answers.append("Renewals: they earn no commission.")
    case .months(let count):
      answers.append("Renewals: they earn for \(count) months after a customer's first order.")
    }
    if let policy = ladder.terms.movement { answers += MovementAnswers(policy, ladder.window).lines }
    for tier in open where !tier.keep.isEmpty {
      let rules = tier.keep.map {
        "\(phrase($0)) (\($0.measure.window))"
      }
      answers.append("To keep \(tier.name): \(rules.joined(separator: " and ")).")
    }
    for tier in open where tier.isLocked { answers.append("\(tier.name), once reached, stays for life.") }
    return answers
  }

  private static func resets(_ window: Window) -> String {
    switch window {
    case .month, .quarter, .year: "When it starts again: every \(window) begins from 0."
    case .rolling(let days): "When it starts again: never; each day counts for \(days) days."
    case .lifetime: "When it starts again: never; what counted counts on."
    }
  }

  private var refunds: String {
    let days = ladder.refundWindow == 1 ? "1 day" : "\(ladder.refundWindow) days"
    let after =
      ladder.terms.afterFinal == .correct
      ? "a refund that comes later still corrects them" : "a refund that comes later changes them no more"
    return
      "What happens on refunds: what is taken back does not count; figures are final \(days) after their "
      + "period, and \(after)."
  }
}
