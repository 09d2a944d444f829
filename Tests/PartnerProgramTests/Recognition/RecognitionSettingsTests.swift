import Settings
import Testing

@testable import PartnerProgram

@Suite struct RecognitionSettingsTests {
  private func read(_ text: String) throws -> (settings: RecognitionSettings, problems: [String]) {
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let top = try #require(document.root?.mapping())
    let settings = RecognitionSettings(top, segments: ["creators", "dach"])
    top.finish()
    return (settings, log.problems.map { "\($0.line):\($0.column) \($0.message)" })
  }

  @Test func `every key of leaderboard and spotlight is read`() throws {
    let (settings, problems) = try read(
      """
      leaderboard:
        metric: net_revenue
        window: rolling 90 days
        segment: dach
        within: type
        top: 25
        minimum: 3
        names: alias
        values: shown
      spotlight: {rule: newcomer, metric: leads, window: quarter, count: 2, rest: 4 periods, newcomer: 60 days,
        names: initials, values: hidden}
      """)
    #expect(problems == [])
    var board = LeaderboardSettings()
    board.metric = .netRevenue
    board.window = .rolling(days: 90)
    board.segment = "dach"
    board.within = PartnerAttribute("type")
    (board.top, board.minimum, board.names, board.showsValues) = (25, 3, .alias, true)
    #expect(settings.leaderboard == board)
    var spotlight = SpotlightSettings()
    spotlight.rule = .newcomer
    spotlight.metric = Metric(word: "leads")
    spotlight.window = .quarter
    (spotlight.count, spotlight.rest, spotlight.newcomerDays) = (2, 4, 60)
    (spotlight.names, spotlight.showsValues) = (.initials, false)
    #expect(settings.spotlight == spotlight)
  }

  @Test func `what is not said has a value that keeps names to themselves`() throws {
    let (settings, problems) = try read("leaderboard: {}\nspotlight: {rule: growth}\n")
    #expect(problems == [])
    #expect(settings.leaderboard == LeaderboardSettings() && settings.leaderboard?.names == .first)
    #expect(settings.leaderboard?.minimum == 10 && settings.leaderboard?.showsValues == nil)
    #expect(settings.spotlight?.rest == 3 && settings.spotlight?.count == 1)
    #expect(try read("program: {}").settings == RecognitionSettings())
  }

  @Test(arguments: [
    ("leaderboard: {metric: conversion}", "1:23 'conversion' is not a metric"),
    ("leaderboard: {window: fortnight}", "1:23 'fortnight' is not a window"),
    ("leaderboard: {segment: dahc}", "1:24 there is no file Segments/dahc.yaml"),
    ("leaderboard: {top: 0}", "1:20 0 is out of range, expected 1 to 100"),
    ("leaderboard: {minimum: 2}", "1:24 2 is out of range, expected 3 to 1000000"),
    ("leaderboard: {names: none}", "1:22 'none' is not one of 'full', 'first', 'initials', 'alias'"),
    ("leaderboard: {values: yes}", "1:23 'yes' is not one of 'shown', 'hidden'"),
    ("leaderboard: {topp: 5}", "1:15 unknown key 'topp'"),
    ("leaderboard: yes", "1:14 expected a mapping of keys and values, got 'yes'"),
    ("spotlight: {count: 1}", "1:12 the key 'rule' is missing or empty"),
    ("spotlight: {rule: best}", "1:19 'best' is not one of"),
    ("spotlight: {rule: growth, rest: ever}", "1:33 'ever' is not a number of periods up to 24"),
    ("spotlight: {rule: growth, count: 11}", "1:34 11 is out of range, expected 1 to 10"),
    ("spotlight: {rule: growth, newcomer: 30 days}", "1:27 'newcomer' is of the rule 'newcomer' alone"),
    ("spotlight: {rule: longest_run, metric: leads}", "1:32 the rule 'longest_run' counts active months"),
  ])
  func `a mistake has its place`(text: String, said: String) throws {
    let (settings, problems) = try read(text)
    #expect(problems.count == 1 && problems.first?.hasPrefix(said) == true, "\(problems)")
    #expect(settings == RecognitionSettings())
  }
}
