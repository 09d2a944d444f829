internal import Mail

/// What is said of the next tier.
///
/// It follows the window. What is missing can be made good only while a period that resets is open, and the next one
/// starts from 0. Days of a rolling window fall out one by one, and a lifetime never starts again: there, what counted
/// counts on.
struct DistanceSentence {
  private let status: TierStatus
  private let ladder: TierLadder
  private let calendar: ProgramCalendar
  private let words: MetricWords

  init(_ status: TierStatus, ladder: TierLadder, calendar: ProgramCalendar, words: MetricWords) {
    self.status = status
    self.ladder = ladder
    self.calendar = calendar
    self.words = words
  }

  var text: String {
    guard let next = status.next else {
      return status.tier.requirements.isEmpty
        ? "\(status.tier.name) is the top tier."
        : "\(status.tier.name) is the top tier; it begins at \(bounds(of: status.tier))."
    }
    guard status.distances.count == 1, let distance = status.distances.first else { return several(next) }
    let bound = "the next tier, \(next.name) (\(next.rate.percentText)), begins at \(bounds(of: next))"
    let start =
      status.tier.requirements.isEmpty ? "" : "\(status.tier.name) begins at \(bounds(of: status.tier)); "
    let sentence = "\(start)\(bound)"
    return "\(sentence.prefix(1).uppercased() + sentence.dropFirst())\(missing(distance))"
  }

  private func missing(_ distance: TierStatus.Distance) -> String {
    let metric = distance.measure.metric
    let amount = words.amount(distance.remaining, of: metric)
    let share = "(\(distance.progress)% of the bound)"
    if distance.remaining == 0 { return ": it is reached, and not held yet." }
    let isOne = metric.unit == .count && distance.remaining == 1
    guard isOver else {
      guard isBegun else { return ". The \(unit) has not begun." }
      return ": \(amount) more \(reach(distance.measure.window)) \(share)."
    }
    let when = "\(amount) \(isOne ? "was" : "were") missing when the \(unit) ended \(share)."
    guard distance.measure.window.resets, let following = status.period.after else {
      return ": \(when) \(carriesOn(distance.measure.window))"
    }
    let next = words.name(following)
    return ": \(when) \(next.prefix(1).uppercased() + next.dropFirst()) started from 0 and needs the whole "
      + "\(words.amount(distance.from, of: metric))."
  }

  private func several(_ next: Tier) -> String {
    let parts = status.distances.map { distance in
      let metric = distance.measure.metric
      let bound = "\(words.name(metric)) of \(words.amount(distance.from, of: metric))"
      let window =
        distance.measure.window == ladder.window || !metric.isWindowed
        ? "" : " (\(distance.measure.window))"
      return distance.remaining == 0
        ? "\(bound)\(window), which is reached"
        : "\(bound)\(window), \(words.amount(distance.remaining, of: metric)) more"
    }
    let joined = next.joining == .all ? "all of" : "one of"
    return "The next tier, \(next.name) (\(next.rate.percentText)), needs \(joined): "
      + "\(parts.joined(separator: "; ")) (\(status.progress)% of the way)."
  }

  /// Within what time more counts.
  private func reach(_ window: Window) -> String {
    let days = status.daysLeft == 1 ? "1 day" : "\(status.daysLeft) days"
    return switch window {
    case .month, .quarter, .year: "this \(window), with \(days) left, today included"
    case .rolling(let days): "within \(days) days, while older days fall out one by one"
    case .lifetime: "at any time, for nothing starts again from 0"
    }
  }

  private func carriesOn(_ window: Window) -> String {
    switch window {
    case .rolling(let days): "Nothing starts again from 0: each day counts for \(days) days."
    default: "Nothing starts again from 0: what counted counts on."
    }
  }

  private func bounds(of tier: Tier) -> String {
    tier.requirements.map { requirement in
      let amount = words.amount(requirement.from, of: requirement.measure.metric)
      return requirement.measure == ladder.measures[0] && ladder.isSimple
        ? amount : "\(words.name(requirement.measure.metric)) of \(amount)"
    }.joined(separator: tier.joining == .all ? " and " : " or ")
  }

  /// The stretch that a status is of: the window, or the month of one that does not reset.
  private var unit: String { status.period.window.resets ? "\(status.period.window)" : "month" }
  private var first: CivilDate {
    status.period.window.resets ? status.period.first ?? status.month.firstDay : status.month.firstDay
  }
  private var last: CivilDate { status.period.window.resets ? status.period.last : status.month.lastDay }
  private var isBegun: Bool { status.asOf >= calendar.start(of: first) }
  private var isOver: Bool { status.asOf >= calendar.start(of: last.adding(days: 1)) }
}
