import Mail
import Testing

@testable import PartnerProgram

@Suite struct WindowTests {
  @Test(arguments: [
    ("month", Window.month), ("quarter", .quarter), ("year", .year), ("lifetime", .lifetime),
    ("rolling 30 days", .rolling(days: 30)), ("rolling 1 day", .rolling(days: 1)),
  ])
  func `a window is read by its word`(word: String, window: Window) {
    #expect(Window(word: word) == window)
  }

  @Test(arguments: [
    "rolling", "rolling 0 days", "rolling 4000 days", "rolling -3 days", "week", "rolling 3 weeks",
  ])
  func `other words are no window`(word: String) {
    #expect(Window(word: word) == nil)
  }

  @Test func `periods have names and neighbours`() throws {
    let day = CivilDate(year: 2026, month: 2, day: 10)
    #expect(Period(.month, seenOn: day).name == "2026-02")
    #expect(Period(.quarter, seenOn: day).name == "2026-Q1")
    #expect(Period(.quarter, seenOn: day).before?.name == "2025-Q4")
    #expect(Period(.quarter, seenOn: day).after?.name == "2026-Q2")
    #expect(Period(.year, seenOn: day).name == "2026")
    #expect(Period(.rolling(days: 30), seenOn: day).name == "2026-01-12..2026-02-10")
    #expect(Period(.rolling(days: 30), seenOn: day).before?.name == "2025-12-13..2026-01-11")
    #expect(Period(.lifetime, seenOn: day).name == "..2026-02-10")
    #expect(Period(.lifetime, seenOn: day).before == nil)
  }

  @Test func `a quarter holds its three months and nothing else`() throws {
    let activities = [
      try sale("a", "2026-10-01T03:59:59Z"), try sale("b", "2026-10-01T04:00:00Z"),
      try sale("c", "2026-11-15T04:00:00Z"), try sale("d", "2027-01-01T04:59:59Z"),
      try sale("e", "2027-01-01T05:00:00Z"),
    ]
    let rule = try ladder("conversions", bounds: [6], window: .quarter)
    let result = try status(rule, activities, in: "2026-12", asOf: "2027-03-01T00:00:00Z")
    #expect(result.value == 3 && result.period.name == "2026-Q4")
    #expect(try status(rule, activities, in: "2026-10", asOf: "2027-03-01T00:00:00Z").value == 3)
    #expect(try status(rule, activities, in: "2027-02", asOf: "2027-03-01T00:00:00Z").value == 1)
    #expect(result.finalOn == CivilDate(year: 2027, month: 1, day: 30))
    let open = try status(rule, activities, in: "2026-11", asOf: "2026-11-20T12:00:00Z")
    #expect(open.daysLeft == 42 && open.value == 2)
  }

  @Test func `a rolling window ends with the clock's day and begins at midnight of its first`() throws {
    // New York changed its clock on 1 November 2026: the window begins at UTC 04:00 and ends at UTC 05:00.
    let rule = try ladder("conversions", bounds: [6], window: .rolling(days: 3))
    let activities = [
      try sale("a", "2026-10-31T03:59:59Z"), try sale("b", "2026-10-31T04:00:00Z"),
      try sale("c", "2026-11-01T05:30:00Z"), try sale("d", "2026-11-02T20:00:00Z"),
    ]
    let result = try status(rule, activities, in: "2026-11", asOf: "2026-11-02T21:00:00Z")
    #expect(result.value == 3 && result.period.name == "2026-10-31..2026-11-02")
    #expect(try status(rule, activities, in: "2026-11", asOf: "2026-11-03T05:00:00Z").value == 2)
    #expect(try status(rule, activities, in: "2026-10", asOf: "2026-12-01T21:00:00Z").value == 2)
  }

  @Test func `a rolling window holds the leap day`() throws {
    let rule = try ladder("conversions", bounds: [6], window: .rolling(days: 30))
    let activities = [try sale("a", "2028-02-01T12:00:00Z"), try sale("b", "2028-02-29T12:00:00Z")]
    #expect(try status(rule, activities, in: "2028-03", asOf: "2028-03-01T12:00:00Z").value == 2)
    #expect(try status(rule, activities, in: "2028-03", asOf: "2028-03-02T12:00:00Z").value == 1)
  }

  @Test func `a lifetime never starts again`() throws {
    let rule = try ladder("conversions", bounds: [3], window: .lifetime)
    let activities = [
      try sale("a", "2025-01-05T10:00:00Z"), try sale("b", "2026-09-05T10:00:00Z"),
      try sale("c", "2026-10-05T10:00:00Z", cents: 30_000), try sale("d", "2026-11-05T10:00:00Z"),
    ]
    let result = try evaluator(rule).recipient(
      partner(), activities: activities, month: october, asOf: at("2026-12-15T00:00:00Z"))
    #expect(result.status.value == 3 && result.status.tier.id == "t1" && result.previous.value == 2)
    #expect(result.reachedFirstTime)
    // The rate applies to the month's sales and not to all that ever were.
    #expect(result.status.earned == TierStatus.Tally(count: 1, money: dollars(30_000)))
    #expect(result.status.commission == dollars(7_500))
    let next = try evaluator(rule).recipient(
      partner(), activities: activities, month: october.advanced(by: 1), asOf: at("2026-12-15T00:00:00Z"))
    #expect(!next.reachedFirstTime && next.status.tier.id == "t1")
  }

  @Test func `the period before a quarter is a quarter`() throws {
    let rule = try ladder("conversions", bounds: [2], window: .quarter)
    let result = try evaluator(rule).recipient(
      partner(), activities: [sale("a", "2026-07-05T10:00:00Z"), sale("b", "2026-09-05T10:00:00Z")],
      month: october, asOf: at("2026-12-15T00:00:00Z"))
    #expect(result.previous.period.name == "2026-Q3" && result.previous.tier.id == "t1")
    #expect(result.status.value == 0)
  }

  @Test func `requirements may have windows of their own`() throws {
    var terms = LadderTerms(metric: .netRevenue)
    terms.window = .quarter
    var elite = Tier(id: "elite", name: "Elite", from: 0, rate: Rate(basisPoints: 3_000))
    let leads = try #require(Metric(word: "leads"))
    elite.requirements = [
      Requirement(Measure(.netRevenue, over: .quarter), from: 10_000),
      Requirement(Measure(leads, over: .year), from: 2),
    ]
    let first = Tier(id: "base", name: "Base", from: 0, rate: Rate(basisPoints: 2_000))
    let activities = [
      try sale("a", "2026-10-05T10:00:00Z"), try activity("l1", "lead", "2026-02-05T10:00:00Z"),
      try activity("l2", "lead", "2026-11-05T10:00:00Z"),
    ]
    let all = TierLadder(tiers: [first, elite], terms: terms, currency: usd)
    #expect(try status(all, activities).tier.id == "elite")
    let one = try status(all, Array(activities.dropLast()))
    #expect(one.tier.id == "base" && one.metric == leads && one.remaining == 1 && one.progress == 50)
    #expect(one.distances.map(\.remaining) == [0, 1])
    elite.joining = .any
    let any = TierLadder(tiers: [first, elite], terms: terms, currency: usd)
    #expect(try status(any, [activities[0]]).tier.id == "elite")
    let none = try status(any, [activities[1]])
    // Of several ways, the nearest one is shown.
    #expect(none.tier.id == "base" && none.metric == leads && none.progress == 50)
  }
}
