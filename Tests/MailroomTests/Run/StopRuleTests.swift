import Mail
import Mailroom
import Testing

/// Which answers end a run, and which do not.
@Suite struct StopRuleTests {
  private func reply(_ text: String) throws -> Delivery.Reply {
    let code = try #require(Int(text.prefix(3)))
    return Delivery.Reply(code: code, lines: [String(text.dropFirst(4))])
  }

  private func outcome(_ text: String) throws -> Delivery.Outcome {
    switch text.first {
    case "2": .accepted(try reply(text))
    case "4": .deferred(try reply(text))
    default: .refused(try reply(text))
    }
  }

  /// How many answers were taken until the run ended, and why; nil where it went on.
  private func run(
    _ answers: [String], _ settings: StopSettings = StopSettings()
  ) throws -> (count: Int, halt: Halt)? {
    var rule = StopRule(settings, upstream: "smtp://relay.example:587")
    for (count, answer) in answers.enumerated() {
      if let halt = rule.halt(after: try outcome(answer)) { return (count + 1, halt) }
    }
    return nil
  }

  @Test func `refusals for policy in a row end it, with the upstream's words and no address`() throws {
    let answer = "550 5.7.1 <ann@mail.example>: Relay access denied"
    let end = try #require(try run(Array(repeating: answer, count: 9)))
    #expect(end.count == 5 && end.halt.kind == .policy)
    #expect(end.halt.cause.contains("550 5.7.1 <address> Relay access denied"))
    #expect(!"\(end.halt)".contains("@"))
  }

  @Test func `another answer in between begins the row anew`() throws {
    let denied = "550 5.7.26 unauthenticated"
    let rows = [Array(repeating: denied, count: 4), ["250 2.0.0 ok"], Array(repeating: denied, count: 4)]
    #expect(try run(rows.flatMap { $0 }) == nil)
    #expect(try run(rows.flatMap { $0 } + [denied])?.count == 10)
  }

  @Test(arguments: [
    "454 Throttling failure: Daily message quota exceeded.", "452 4.5.3 Quota exceeded for today",
    "550 5.4.5 Daily user sending limit exceeded.", "550 5.4.5 Daily sending quota exceeded",
    "421 4.7.0 daily quota used up", "429 Monthly limit reached",
  ])
  func `an upstream without room ends it at once and refuses nobody`(answer: String) throws {
    let end = try #require(try run([answer]))
    #expect(end.halt.kind == .quota)
    guard case .deferred = try outcome(answer).mended else {
      Issue.record("the mail is lost: \(answer)")
      return
    }
  }

  @Test(arguments: [
    "452 4.2.2 The email account is over quota", "552 5.2.2 Mailbox full, quota exceeded",
    "550 5.1.1 no such user", "451 4.3.0 try later", "552 mailbox quota exceeded",
  ])
  func `what concerns one recipient does not end it`(answer: String) throws {
    #expect(try run([answer]) == nil)
    #expect(try outcome(answer).mended == outcome(answer))
  }

  @Test func `a relay that asks to slow down again and again pauses the run`() throws {
    let slower = "421 4.7.0 unusual rate"
    #expect(try run(Array(repeating: slower, count: 4)) == nil)
    let end = try #require(try run(Array(repeating: slower, count: 5)))
    #expect(end.halt.kind == .quota)
  }

  @Test func `too large a share of refusals among the first ends it`() throws {
    var settings = StopSettings()
    settings.refusalPercent = 10
    settings.ofFirst = 50
    let unknown = "550 5.1.1 no such user"
    let mixed = (0..<50).map { $0 % 5 == 0 ? unknown : "250 2.0.0 ok" }
    let end = try #require(try run(mixed, settings))
    #expect(end.halt.kind == .refusals && end.count == 26, "the sixth of the first 50")
    let late = Array(repeating: "250 2.0.0 ok", count: 50) + Array(repeating: unknown, count: 50)
    #expect(try run(late, settings) == nil)
  }

  @Test func `no answer says nothing about the upstream's mind`() throws {
    var rule = StopRule(StopSettings(), upstream: "a")
    let lost = Delivery.Reply(code: 0, status: EnhancedStatus(4, 4, 2), text: "connection lost, quota")
    for _ in 1...300 {
      #expect(rule.halt(after: .deferred(lost)) == nil)
      #expect(rule.halt(after: .inDoubt(lost)) == nil)
    }
  }
}
