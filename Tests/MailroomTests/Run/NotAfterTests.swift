import Campaigns
import Mail
import PartnerProgram
import Settings
import Testing

/// `not_after:` of a campaign.
@Suite struct NotAfterTests {
  private func read(_ text: String) throws -> (value: NotAfter?, problems: [Problem]) {
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "t.yaml", text: "not_after: \(text)\n"), log: log)
    let value = try #require(document.root?.mapping()?.optional("not_after"))
    return (NotAfter(value), log.problems)
  }

  @Test(arguments: [
    ("3 days", NotAfter.age(seconds: 259_200)), ("90 min", .age(seconds: 5_400)),
    ("1 hour", .age(seconds: 3_600)),
    ("\"20:00\"", .timeOfDay(minutes: 1_200)), ("08:05", .timeOfDay(minutes: 485)),
  ])
  func `an age or a time of day is read`(text: String, expected: NotAfter) throws {
    let (value, problems) = try read(text)
    #expect(value == expected)
    #expect(problems.isEmpty)
  }

  @Test(arguments: [
    "3", "3 weeks", "24:00", "20:60", "8:05", "-1 days", "soon", "0 days", "400 days", "[1]", "1 s",
  ])
  func `anything else is refused`(text: String) throws {
    let (value, problems) = try read(text)
    #expect(value == nil)
    #expect(problems.count == 1)
  }

  @Test func `an age counts back from now`() throws {
    let calendar = try #require(ProgramCalendar(timeZone: "America/New_York"))
    let now = try Timestamp("2026-11-05T09:00:00Z")
    #expect(
      NotAfter.age(seconds: 259_200).limit(at: now, in: calendar) == (try Timestamp("2026-11-02T09:00:00Z")))
  }

  @Test(arguments: [
    // New York is four hours behind until the first of November 2026, five from then on.
    ("2026-10-30T23:59:00Z", "2026-10-30T00:00:00Z"), ("2026-10-31T00:00:00Z", "2026-10-31T00:00:00Z"),
    ("2026-11-02T00:59:59Z", "2026-11-01T00:00:00Z"), ("2026-11-02T01:00:00Z", "2026-11-02T01:00:00Z"),
  ])
  func `a time of day is the last one that clocks in the program's zone have shown`(
    now: String, limit: String
  )
    throws
  {
    let calendar = try #require(ProgramCalendar(timeZone: "America/New_York"))
    let found = NotAfter.timeOfDay(minutes: 1_200).limit(at: try Timestamp(now), in: calendar)
    #expect(found == (try Timestamp(limit)))
  }
}
