import Testing

@testable import Sending

/// The decisions of a lane that need no connection: breaker, window, level.
@Suite struct LanePolicyTests {
  private let outage = Outage(kind: .unreachable, cause: "away", isPermanent: false)

  @Test func `the breaker opens after failures in a row and lets one probe through after a doubling pause`() {
    var breaker = CircuitBreaker(threshold: 3) { 0 }
    let start = Instant.now
    var opened = [breaker.fail(outage, at: start)]
    breaker.succeed()
    for _ in 0..<3 { opened.append(breaker.fail(outage, at: start)) }
    #expect(opened == [false, false, false, true])
    #expect(!breaker.admits(at: start + .seconds(4)))
    let probe = start + .seconds(5)
    #expect(breaker.admits(at: probe))
    opened.append(breaker.fail(outage, at: probe))
    #expect(opened.last == true)
    #expect(!breaker.admits(at: probe + .seconds(9)))
    #expect(breaker.admits(at: probe + .seconds(10)))
    breaker.succeed()
    #expect(breaker.outage == nil && breaker.admits(at: probe))
  }

  @Test func `a permanent outage opens at once and stays`() {
    var breaker = CircuitBreaker(threshold: 3) { 0 }
    let now = Instant.now
    let isOpen = breaker.fail(Outage(kind: .authentication, cause: "535", isPermanent: true), at: now)
    #expect(isOpen)
    #expect(!breaker.admits(at: now + .seconds(1_000_000)))
  }

  @Test func `the window grows by half a round, and by one a round after the first failure`() {
    var window = ConnectionWindow(maximum: 20)
    #expect(window.limit == 2)
    for _ in 0..<2 { window.succeed() }
    #expect(window.limit == 3)
    for _ in 0..<100 { window.succeed() }
    #expect(window.limit == 20)
    window.fail(live: 4)
    #expect(window.limit == 4)
    for _ in 0..<4 { window.succeed() }
    #expect(window.limit == 4)
    window.succeed()
    #expect(window.limit == 5)
    window.shrink()
    #expect(window.limit == 4)
    for _ in 0..<9 { window.shrink() }
    #expect(window.limit == 1)
    window.fail(live: 0)
    #expect(window.limit == 1)
    #expect(ConnectionWindow(maximum: 1).limit == 1)
  }

  @Test func `the level follows announcement, proof and behaviour`() {
    var able = ServerCapabilities()
    able.pipelining = true
    var policy = PipeliningPolicy(limit: .acrossMessages, proof: 2)
    #expect(policy.level(for: ServerCapabilities()) == .none)
    #expect(policy.level(for: able) == .envelope)
    policy.succeed()
    policy.succeed()
    #expect(policy.level(for: able) == .acrossMessages)
    policy.misbehave()
    #expect(policy.level(for: able) == .none)
  }
}
