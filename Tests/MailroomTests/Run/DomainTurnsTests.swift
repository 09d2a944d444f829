import Mail
import Mailroom
import Testing

/// How long a run waits for recipients' domains.
@Suite struct DomainTurnsTests {
  private let noon = Timestamp(seconds: 1_000_000)

  private func later(_ seconds: Int64) -> Timestamp { Timestamp(seconds: noon.seconds + seconds) }

  @Test func `it waits for the next turn and no longer than a second at a time`() {
    var turns = DomainTurns()
    #expect(turns.pause(at: noon) == nil)
    turns.add([later(30), later(3)])
    #expect(turns.pause(at: noon) == .seconds(1))
    turns.forget(until: later(3))
    #expect(turns.count == 1)
    #expect(turns.pause(at: later(29)) == .seconds(1))
    turns.forget(until: later(30))
    #expect(turns.pause(at: later(30)) == nil)
  }

  @Test func `a turn that came since the last claim is looked for at once`() {
    var turns = DomainTurns()
    turns.add([later(3)])
    turns.forget(until: later(2))
    #expect(turns.pause(at: later(3)) == .milliseconds(50))
  }

  @Test func `what is far off is left to a later run`() {
    var turns = DomainTurns()
    turns.add([later(901)])
    #expect(turns.pause(at: noon) == nil)
    #expect(turns.pause(at: later(1)) == .seconds(1))
  }
}
