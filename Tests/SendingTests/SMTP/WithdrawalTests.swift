import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

/// Envelopes that the caller takes back before their turn.
@Suite struct WithdrawalTests {
  private func deliver(
    _ batch: [Envelope], over server: FaultyServer, configure: (inout SMTPUpstream) -> Void = { _ in },
    isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async throws -> [Delivery] {
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.connections = 1
    configure(&upstream)
    let transport = SMTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(
      batch, starting: { _ in }, answered: { _ in }, isWithdrawn: isWithdrawn)
    await transport.close()
    return deliveries
  }

  @Test(arguments: [0, 1, 2])
  func `nothing of a withdrawn envelope reaches the wire`(level: Int) async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let deliveries = try await deliver(
      Envelope.samples(20), over: server,
      configure: {
        $0.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
        $0.limits.proof = 3
      }, isWithdrawn: { $0.rawValue % 5 == 0 })
    #expect(deliveries.filter(\.isWithdrawn).map(\.id.rawValue) == [5, 10, 15, 20])
    #expect(deliveries.count("accepted") == 16)
    let record = server.record
    #expect(record.stored.count == 16)
    #expect(!record.heard.contains { $0.verb == "RCPT" && $0.line.contains(/p(5|10|15|20)@/) })
  }

  @Test func `each is asked about at its turn and not before`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let withdrawn = Mutex(false)
    let deliveries = try await deliver(Envelope.samples(10), over: server) { id in
      // The fifth one's turn comes when four are stored.
      if id.rawValue == 5 { withdrawn.withLock { $0 = server.record.stored.count == 4 } }
      return withdrawn.withLock { $0 }
    }
    #expect(deliveries.count("accepted") == 4)
    #expect(deliveries.count { $0.isWithdrawn } == 6)
  }

  @Test func `what waited for the server is asked about once more before its body goes out`() async throws {
    let withdrawn = Mutex(false)
    var script = FaultyServer.Script()
    script.answer = { command in
      guard command.verb == "DATA" else { return nil }
      withdrawn.withLock { $0 = true }
      return .delayed(milliseconds: 600, "354 go on")
    }
    let server = FaultyServer(script)
    defer { server.stop() }
    let deliveries = try await deliver(Envelope.samples(1), over: server) { _ in withdrawn.withLock { $0 } }
    #expect(deliveries.map(\.isWithdrawn) == [true])
    #expect(server.drain())
    #expect(server.record.stored.isEmpty)
  }
}
