import FoundationEssentials

/// Where every partner stands, worked out in one pass over the ledger, against the sqlite3 shell's own GROUP BY over the
/// same rows: it adds up plain rows and knows no refund, no rule and no time zone.
struct SweepRate {
  let laboratory: Laboratory
  let bench: String
  let small: Int
  let large: Int

  private struct Case {
    let metric: String
    let window: String
    let from: Int
    let query: String
  }

  /// Both read every row of activity; October 2026 begins and ends at midnight of New York.
  private static let cases = [
    Case(
      metric: "conversions", window: "month", from: 6,
      query: """
        SELECT count(*), sum(n), sum(money) FROM (
          SELECT key >> 32 AS partner, count(*) AS n, sum(amount) AS money FROM activity
          WHERE kind = 'sale' AND status IN ('approved', 'paid')
            AND occurred >= 1790827200 AND occurred < 1793505600 GROUP BY key >> 32)
        """),
    Case(
      metric: "net_revenue", window: "quarter", from: 100_000,
      query: """
        SELECT count(*), sum(n), sum(money) FROM (
          SELECT key >> 32 AS partner, count(*) AS n, sum(amount) AS money FROM activity
          WHERE kind = 'sale' AND status IN ('approved', 'paid')
            AND occurred >= 1790827200 AND occurred < 1793505600 GROUP BY key >> 32)
        """),
    Case(
      metric: "new_customers", window: "lifetime", from: 10,
      query: """
        SELECT count(*), sum(n), sum(money) FROM (
          SELECT key >> 32 AS partner, count(DISTINCT customer) AS n, sum(amount) AS money FROM activity
          WHERE kind = 'sale' AND status IN ('approved', 'paid') AND occurred < 1793505600 GROUP BY key >> 32)
        """),
  ]

  func figures() throws -> [Figure] {
    var figures: [Figure] = []
    for one in Self.cases {
      var ours: [Double] = []
      var theirs: [Double] = []
      var peaks = [small: 0, large: 0]
      for round in 1...laboratory.rounds {
        laboratory.say("sweep of \(one.metric), round \(round) of \(laboratory.rounds)")
        for partners in [small, large] {
          let workspace = try laboratory.workspace(partners: partners)
          let ledger = workspace.folder.appendingPathComponent("Data/ledger.sqlite").path
          let run = try ChildProcess(
            bench, [ledger, one.metric, one.window, "2026-10", "\(one.from)"], in: laboratory.scratch)
          let usage = try run.finish()
          peaks[partners] = max(peaks[partners] ?? 0, usage.peak)
          guard partners == large else { continue }
          let words = try run.outputText().split { $0 == " " || $0 == "\n" }.compactMap { Double($0) }
          guard words.count == 5, Int(words[1]) >= partners * 99 / 100 else {
            throw BenchFailure("sweep-bench found \(words)")
          }
          ours.append(usage.wall)
          theirs.append(
            try ChildProcess(try Tool.sqlite.path(), [ledger, one.query], in: laboratory.scratch).finish()
              .wall)
        }
      }
      figures.append(
        Figure(
          figure:
            "sweep of \(large) partners by \(one.metric), \(one.window), by the sqlite3 shell's GROUP BY",
          ratio: ours.median / theirs.median, aim: 3, isCeiling: true,
          raw: ["tierpost s": ours.median, "sqlite3 s": theirs.median]))
      figures.append(
        Figure(
          figure: "peak memory of a sweep by \(one.metric), \(large) partners by \(small)",
          ratio: Double(peaks[large] ?? 0) / Double(peaks[small] ?? 1), aim: 1.2, isCeiling: true,
          raw: ["MiB": Double(peaks[large] ?? 0) / 1_024]))
    }
    return figures
  }
}
