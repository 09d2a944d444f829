internal import Mail

/// When a sample partner sells: more from month to month, more before the end of the year, and in the last month by far
/// more where the partner rises.
struct SampleMonths {
  private var spans: [ClosedRange<Int>] = []
  private var weights: [Int] = []

  init(_ profile: SampleProfile) {
    let active = profile.activeDays
    var month = Month(of: CivilDate(daysSinceEpoch: SampleProfile.firstDay))
    for index in 0..<12 {
      let first = max(month.firstDay.daysSinceEpoch, active.lowerBound)
      let last = min(month.lastDay.daysSinceEpoch, active.upperBound)
      if first <= last {
        spans.append(first...last)
        let base = 20 + index + (index < 2 ? 6 : 0)
        weights.append(base * (last - first + 1) * (index == 11 && profile.rises ? 6 : 1))
      }
      month = month.advanced(by: 1)
    }
  }

  /// Seconds since 1970: a moment of one of the days, between 06:00 and 24:00 UTC, so that it is the same day in America.
  func moment(_ random: inout SeededRandom) -> Int {
    let span = spans[random.place(byWeights: weights)]
    return random.number(in: span) * 86_400 + random.number(in: 21_600...86_399)
  }
}
