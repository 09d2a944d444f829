/// Over how much time a metric counts; days, months and years are those of the program's time zone.
package enum Window: Sendable, Hashable, CustomStringConvertible {
  /// Starts again from 0 on the first of each month.
  case month
  /// Starts again in January, April, July and October.
  case quarter
  case year
  /// The last so many days, the present one included: nothing resets, days fall out one by one.
  case rolling(days: Int)
  /// Everything ever.
  case lifetime

  /// The word of settings: `month`, `rolling 90 days`; nil for any other.
  package init?(word: String) {
    switch word {
    case "month": self = .month
    case "quarter": self = .quarter
    case "year": self = .year
    case "lifetime": self = .lifetime
    default:
      let words = word.split(separator: " ")
      guard words.count == 3, words[0] == "rolling", words[2] == "days" || words[2] == "day",
        let days = Int(words[1]), (1...3_660).contains(days)
      else { return nil }
      self = .rolling(days: days)
    }
  }

  /// Months of a window that starts again; nil for one that does not.
  package var months: Int? {
    switch self {
    case .month: 1
    case .quarter: 3
    case .year: 12
    case .rolling, .lifetime: nil
    }
  }

  /// Whether everyone begins again from 0.
  package var resets: Bool { months != nil }

  /// `month`, `quarter`, `year`, `rolling` or `lifetime`.
  package var kind: String {
    if case .rolling = self { return "rolling" }
    return description
  }

  package var description: String {
    switch self {
    case .month: "month"
    case .quarter: "quarter"
    case .year: "year"
    case .rolling(let days): "rolling \(days) days"
    case .lifetime: "lifetime"
    }
  }
}
