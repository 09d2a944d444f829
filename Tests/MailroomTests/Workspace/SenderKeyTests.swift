import Ledger
import Mailroom
import Settings
import Testing

/// `retries:` and `stop:` of a sender.
@Suite struct SenderKeyTests {
  private func read(_ line: String) throws -> (sender: SenderSettings?, problems: [Problem]) {
    let text = "from: a@acme.example\nfolder: Data/Outbox\n\(line)\n"
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "t.yaml", text: text), log: log)
    let keys = try #require(document.root?.mapping())
    return (SenderSettings("default", keys), log.problems)
  }

  @Test func `without a word of it the standard holds`() throws {
    let (sender, problems) = try read("")
    #expect(problems.isEmpty)
    #expect(sender?.retries == RetryPolicy(waits: [60, 300, 900, 3_600, 14_400], maximumAge: 172_800))
    #expect(
      sender?.stop.policyRefusals == 5 && sender?.stop.refusalPercent == 20 && sender?.stop.ofFirst == 200)
  }

  @Test func `waits, age and limits are read`() throws {
    let (sender, problems) = try read(
      "retries: {after: [30 s, 2 min, 1 hour], max_age: 2 days}\nstop: {policy_refusals: 3, refusals: 5%, of_first: 100}"
    )
    #expect(problems.isEmpty)
    #expect(sender?.retries == RetryPolicy(waits: [30, 120, 3_600], maximumAge: 172_800))
    #expect(
      sender?.stop.policyRefusals == 3 && sender?.stop.refusalPercent == 5 && sender?.stop.ofFirst == 100)
  }

  @Test(arguments: [
    ("retries: {after: []}", "there are no retries"), ("retries: {after: [5]}", "is not a span of time"),
    ("retries: {after: [5 min, 1 min]}", "shorter than the one before"),
    ("retries: {after: [1 hour], max_age: 5 min}", "over before the first retry"),
    ("retries: {max_age: 1 s}", "out of range, expected 1 min to 30 days"),
    ("retries: {after: [0 min]}", "out of range"), ("retries: {often: 1 min}", "unknown key 'often'"),
    ("retries: 5", "expected a mapping"), ("stop: {refusals: 20}", "expected a share"),
    ("stop: {refusals: 0%}", "expected a share"), ("stop: {policy_refusals: 0}", "out of range"),
    ("stop: {of_first: -1}", "out of range"), ("stop: {refusals: 101%}", "expected a share"),
    ("stop: {never: true}", "unknown key 'never'"),
  ])
  func `nonsense is refused at its place`(line: String, message: String) throws {
    let (_, problems) = try read(line)
    #expect(problems.count == 1, "\(problems)")
    let found = try #require(problems.first)
    #expect("\(found)".contains(message), "\(found)")
    #expect(found.line == 3)
  }
}
