import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

/// Domains that ask to slow down rest, and hold nobody else up.
@Suite struct DomainBackOffTests {
  private let second: Int64 = 1_000_000

  @Test func `each request in a row doubles the rest, and mail that is taken ends it`() {
    let domains = DomainPace { 0.5 }
    let key = DomainKey("a.example")
    var now: Int64 = 1_800_000_000_000_000
    var rests: [Int64] = []
    for _ in 0..<8 {
      domains.slowDown(key, at: now)
      // Others under way get the same answer.
      domains.slowDown(key, at: now + second)
      let until = domains.opening(key, beginning: true, at: now)
      rests.append((until - now) / second)
      now = until
    }
    #expect(rests == [60, 120, 240, 480, 960, 1_920, 3_600, 3_600])
    domains.recover(key)
    domains.slowDown(key, at: now)
    #expect(domains.opening(key, beginning: true, at: now) - now == 60 * second)
    #expect(domains.opening(DomainKey("b.example"), beginning: true, at: now) == now)
  }

  @Test(arguments: [
    ("RCPT", "450 4.2.1 too much mail for this user"), ("RCPT", "451 4.7.1 greylisted"),
    (".", "421 4.7.28 unusual rate"), (".", "451 4.7.650 throttled"),
  ])
  func `a domain that asks to slow down gets no more for now, and others go on`(verb: String, reply: String)
    async throws
  {
    let server = FaultyServer(
      .init { command in
        guard
          command.line.contains("@slow.example")
            || command.verb == "." && command.message.contains("To: slow")
        else { return nil }
        return command.verb == verb ? .reply(reply) : nil
      })
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.connections = 1
    let transport = SMTPTransport(upstream: upstream)
    let batch = (1...20).map { number in
      let isSlow = number % 2 == 1
      return Envelope(
        id: .init(rawValue: Int64(number)),
        sender: EmailAddress(uncheckedLocalPart: "bounce", domain: "acme.example"),
        recipient: EmailAddress(
          uncheckedLocalPart: "p\(number)", domain: isSlow ? "slow.example" : "quick.example"),
        bytes: Array("To: \(isSlow ? "slow" : "quick")\r\n\r\n\(number)\r\n".utf8))
    }
    let deliveries = await transport.deliver(batch) { _ in }
    await transport.close()
    #expect(deliveries.count("accepted") == 10)
    let tried = deliveries.filter { $0.outcome.kind == "deferred" && $0.outcome.reply.code != 0 }
    #expect((1...2).contains(tried.count), "the next may be under way by then")
    let turnedAway = deliveries.filter { $0.notBefore != nil }
    #expect(tried.count + turnedAway.count == 10)
    #expect(turnedAway.allSatisfy { ($0.notBefore?.seconds ?? 0) >= 1_800_000_059 })
  }
}
