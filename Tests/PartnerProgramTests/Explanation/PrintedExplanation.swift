import Testing

@testable import PartnerProgram

/// What `tierpost tiers explain` prints, read as a person would: by its texts alone.
struct PrintedExplanation {
  let paragraph: String
  let measures: [TierExplanation.MeasureLine]
  let rows: [TierExplanation.Row]

  init(_ explanation: TierExplanation) {
    paragraph = explanation.paragraph
    measures = explanation.measures
    rows = explanation.rows
  }

  /// `USD 1,234.50` as cents; 0 of an empty cell.
  static func cents(_ text: some StringProtocol) -> Int64 {
    Int64(String(text.filter { $0.isNumber })) ?? 0
  }

  static func money(_ cents: Int64) -> String { dollars(cents).plainText }

  var net: Int64 { rows.reduce(0) { $0 + Self.cents($1.counted) } }
  var sales: Int { rows.count { !$0.counted.isEmpty } }
  var commission: Int64 { rows.reduce(0) { $0 + Self.cents($1.commission) } }

  /// What stands in the brackets of all rows, one entry each.
  private var brackets: [(row: TierExplanation.Row, text: String)] {
    rows.flatMap { row -> [(row: TierExplanation.Row, text: String)] in
      guard row.verdict.hasSuffix(")"), let open = row.verdict.firstIndex(of: "(") else { return [] }
      // Money has commas of its own, without a space behind them.
      return row.verdict[row.verdict.index(after: open)...].dropLast().split(separator: ", ")
        .map { (row, String($0)) }
    }
  }

  /// What the rows say to add up to a measure: hundredths for money, 1 for a count.
  func sum(of name: String) -> Int64 {
    brackets.reduce(0) { sum, entry in
      guard entry.text.hasPrefix(name + " ") else { return sum }
      let amount = entry.text.dropFirst(name.count + 1)
      // A longer name that begins the same, such as one with its window, is another measure.
      guard amount.hasPrefix("USD ") || amount.allSatisfy(\.isNumber) else { return sum }
      return sum + Self.cents(amount)
    }
  }

  /// What earned at each rate, by its text.
  var byRate: [String: Int64] {
    var sums: [String: Int64] = [:]
    for (row, text) in brackets
    where text.hasPrefix("at ") || text.contains("% and ") || text.contains(" at ") {
      for part in text.split(separator: " and ") {
        let halves = part.split(separator: "at ", omittingEmptySubsequences: false)
        guard halves.count == 2 else { continue }
        sums[String(halves[1]), default: 0] +=
          halves[0].isEmpty ? Self.cents(row.counted) : Self.cents(halves[0])
      }
    }
    return sums
  }
}
