/// Places by a number, the greatest first: equal numbers share a place, and the places they take up are left out after
/// them (1, 2, 2, 4).
///
/// It holds the rows that are shown and one number for every ranked partner, 8 MB a million, from which anyone's place
/// is found.
package struct Leaderboard: Sendable {
  /// The rows that are shown, by place; of equal numbers all or none.
  package let rows: [Row]
  /// Those after the rows who share a place that has no room for all of them.
  package let shared: Shared?
  /// Every ranked value, ascending.
  private let values: [Int64]

  package struct Row: Sendable, Equatable {
    package var place: Int
    package var partner: Partner.ID
    package var name: ShownName
    package var value: Int64
  }

  package struct Shared: Sendable, Equatable {
    package var place: Int
    package var count: Int
    package var value: Int64
  }

  /// Where a value stands.
  package struct Standing: Sendable, Equatable {
    package var place: Int
    package var value: Int64
    /// The next better place that somebody has, and how much is missing for it; nil at the top.
    package var next: Next?

    package struct Next: Sendable, Equatable {
      package var place: Int
      package var remaining: Int64
    }
  }

  /// Ranked partners.
  package var count: Int { values.count }

  /// A board of ranked values.
  ///
  /// - Parameters:
  ///   - values: all of them, in any order.
  ///   - best: those of the greatest values, ordered, at most as many as are shown; their places are not looked at.
  init(values: [Int64], best: [Row]) {
    let values = values.sorted()
    self.values = values
    var rows = best
    var shared: Shared?
    if let last = rows.last?.value {
      let better = Self.count(above: last, in: values)
      let all = values.count - better - Self.count(below: last, in: values)
      if rows.count < better + all {
        rows.removeAll { $0.value == last }
        shared = Shared(place: better + 1, count: all, value: last)
      }
    }
    for index in rows.indices { rows[index].place = Self.count(above: rows[index].value, in: values) + 1 }
    self.rows = rows
    self.shared = shared
  }

  /// The place of a value; nil where it is not more than 0, as nothing is ranked that is not.
  package func standing(of value: Int64) -> Standing? {
    guard value > 0 else { return nil }
    let better = Self.count(above: value, in: values)
    var standing = Standing(place: better + 1, value: value)
    if better > 0 {
      let next = values[values.count - better]
      let (remaining, overflow) = next.subtractingReportingOverflow(value)
      standing.next = Standing.Next(
        place: Self.count(above: next, in: values) + 1, remaining: overflow ? .max : remaining)
    }
    return standing
  }

  private static func count(above value: Int64, in sorted: [Int64]) -> Int {
    sorted.count - place(in: sorted) { $0 > value }
  }

  private static func count(below value: Int64, in sorted: [Int64]) -> Int {
    place(in: sorted) { $0 >= value }
  }

  /// The first place from which on a condition holds.
  private static func place(in sorted: [Int64], where holds: (Int64) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = low + (high - low) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
