import Mail
import Testing

@testable import PartnerProgram

/// The figure by which partners are compared, whatever their ladder counts.
@Suite struct RankMeasureTests {
  private func value(
    _ metric: String?, _ window: Window?, of ladder: TierLadder, _ activities: [Activity],
    asOf clock: String = "2026-11-20T00:00:00Z"
  ) throws -> Int64 {
    let metric = try metric.map { try #require(Metric(word: $0)) }
    return try RankMeasure(metric, over: window, of: evaluator(ladder)).value(
      of: partner(), activities: activities, in: october, asOf: at(clock))
  }

  @Test func `without a word of its own it is the ladder's metric over the ladder's window`() throws {
    let made = try sales(3, in: "2026-10", prefix: "a") + sales(4, in: "2026-08", prefix: "b")
    #expect(try value(nil, nil, of: exampleLadder(), made) == 3)
    #expect(try value(nil, nil, of: ladder("net_revenue", bounds: [10], window: .year), made) == 70_000)
    #expect(try value("net_revenue", nil, of: exampleLadder(), made) == 30_000)
    // Ninety days to the end of October begin on 3 August, one of the sales before.
    #expect(try value(nil, .rolling(days: 90), of: exampleLadder(), made) == 6)
    #expect(try value("count lead", .month, of: exampleLadder(), made) == 0)
  }

  @Test func `it heeds the ladder's basis and what was taken back`() throws {
    let made =
      try sales(3, in: "2026-10", prefix: "a") + [
        sale("p", "2026-10-20T12:00:00Z", status: .pending),
        refund("r", of: "a0", "2026-11-05T12:00:00Z"),
      ]
    #expect(try value(nil, nil, of: exampleLadder(), made) == 2)
    #expect(try value(nil, nil, of: exampleLadder(), made, asOf: "2026-11-05T12:00:00Z") == 3)
    #expect(try value(nil, nil, of: exampleLadder(basis: .all), made) == 3)
  }

  @Test func `a score is worked out by its weights, and another metric beside it is not`() throws {
    let part = Score.Part(measure: Measure(.conversions, over: .month), points: 250, per: 1)
    let scored = try ladder("score", bounds: [1_000]) { $0.score = Score(parts: [part]) }
    let made = try sales(3, in: "2026-10", prefix: "a")
    #expect(try value(nil, nil, of: scored, made) == 750)
    #expect(try value("conversions", nil, of: scored, made) == 3)
  }

  @Test func `the period is that of the window, and of a metric without one that of the ladder`() throws {
    let clock = try at("2026-11-20T00:00:00Z")
    let quarterly = try evaluator(ladder("conversions", bounds: [10], window: .quarter))
    func name(_ metric: String?, _ window: Window?) throws -> String {
      let measure = RankMeasure(metric.flatMap { Metric(word: $0) }, over: window, of: quarterly)
      return measure.period(of: october, asOf: clock).name
    }
    #expect(try name(nil, nil) == "2026-Q4" && name("tenure", nil) == "2026-Q4")
    #expect(try name(nil, .month) == "2026-10" && name(nil, .rolling(days: 31)) == "2026-10-01..2026-10-31")
  }
}
