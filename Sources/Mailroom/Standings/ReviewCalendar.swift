internal import Ledger
package import Mail
package import PartnerProgram

/// The coming reviews of a program's ladders: when, who decides, and what is to be decided.
package struct ReviewCalendar: Sendable {
  /// One review of one ladder.
  package struct Entry: Sendable, Equatable {
    package let on: CivilDate
    /// nil for the program's own ladder.
    package let ladder: String?
    /// Each of them must approve.
    package let roles: [String]
    /// The names of the periods that end between the review before and this one.
    package let periods: [String]
    /// Changes that wait for it now; those of reviews to come are not known yet.
    package internal(set) var waiting = 0
    /// Standings that end since the review before, up to this one, unless something changes.
    package internal(set) var ending = 0
  }

  package private(set) var entries: [Entry] = []
  /// Changes that waited already when a review was held, and are not decided.
  package private(set) var overdue: [Overdue] = []

  /// What a review that is over left undecided.
  package struct Overdue: Sendable, Equatable {
    package let ladder: String?
    /// The day of the last review.
    package let review: CivilDate
    package internal(set) var changes: Int
    package let roles: [String]
  }

  /// The reviews of a program from a day on.
  ///
  /// - Parameters:
  ///   - standings: walks over all partners.
  ///   - clock: the clock of the figures; its day is the first of the calendar.
  ///   - until: the last day of the calendar; nil for none, which looks back only.
  /// - Throws: an error of the store; a sum over 64 bits.
  package init(_ standings: StandingWalk, asOf clock: Timestamp, until: CivilDate?) throws {
    let evaluator = standings.walk.evaluator
    let today = evaluator.calendar.day(of: clock)
    let ladders =
      [(name: String?.none, ladder: evaluator.ladder)]
      + evaluator.segmentLadders.map { (name: Optional($0.name), ladder: $0.ladder) }
    var isReviewed: Set<String> = []
    for (name, ladder) in ladders {
      guard let policy = ladder.terms.movement, policy.isReviewed else { continue }
      isReviewed.insert(name ?? "")
      guard let until else { continue }
      entries += Self.reviews(of: ladder, policy, from: today, until: until).map { day in
        Entry(
          on: day, ladder: name, roles: policy.roles,
          periods: Self.periods(of: ladder, from: policy.reviewBefore(day), to: day))
      }
    }
    entries.sort { ($0.on, $0.ladder ?? "") < ($1.on, $1.ladder ?? "") }
    guard !isReviewed.isEmpty else { return }
    try standings.walk.forEachRecord { record in
      let name = evaluator.segmentLadders.first { $0.fits(record.partner) }?.name
      guard isReviewed.contains(name ?? "") else { return }
      let history = try standings.walk.history(record, asOf: clock)
      if let drop = history.standings.last?.dropsOn, drop >= today,
        let place = entries.firstIndex(where: { $0.ladder == name && $0.on >= drop })
      {
        entries[place].ending += 1
      }
      guard let due = DueChange(record, history: history, walk: standings.walk) else { return }
      if let place = entries.firstIndex(where: { $0.ladder == name }) { entries[place].waiting += 1 }
      let last = due.policy.review(onOrBefore: today)
      if due.event.on < last, last < today { addOverdue(name, last, due.policy.roles) }
    }
  }

  private mutating func addOverdue(_ ladder: String?, _ review: CivilDate, _ roles: [String]) {
    if let place = overdue.firstIndex(where: { $0.ladder == ladder }) {
      overdue[place].changes += 1
    } else {
      overdue.append(Overdue(ladder: ladder, review: review, changes: 1, roles: roles))
    }
  }

  private static func reviews(
    of ladder: TierLadder, _ policy: MovementPolicy, from first: CivilDate, until last: CivilDate
  ) -> [CivilDate] {
    var days: [CivilDate] = []
    var day = policy.review(onOrAfter: first)
    while day <= last {
      days.append(day)
      day = policy.review(onOrAfter: day.adding(days: 1))
    }
    return days
  }

  /// The periods of a ladder that end before a day and not before another; of a window without end, months.
  private static func periods(
    of ladder: TierLadder, from first: CivilDate, to day: CivilDate
  ) -> [String] {
    let window = ladder.terms.window.resets ? ladder.terms.window : .month
    var names: [String] = []
    var period = Period(window, seenOn: first)
    while period.last < day {
      names.append(period.name)
      period = Period(window, seenOn: period.last.adding(days: 1))
    }
    return names
  }
}

extension MovementPolicy {
  /// Whether any change may need an approval.
  package var isReviewed: Bool { up == .review || down == .review || cap != nil }

  /// The last review on or before a day.
  package func review(onOrBefore day: CivilDate) -> CivilDate {
    let next = review(onOrAfter: day)
    return next == day ? day : reviewBefore(next)
  }

  /// The review before that of a day on which there is one.
  func reviewBefore(_ day: CivilDate) -> CivilDate {
    Month(of: day).advanced(by: -reviewMonths).firstDay
  }
}
