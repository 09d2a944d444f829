import Mail
import TestSupport
import Testing

@testable import Sending

/// The promise to the ledger: told before the final dot, and obeyed when it cannot write.
@Suite struct StartingTests {
  private struct DiskFull: Error {}

  @Test(arguments: [0, 1, 2])
  func `every id is started once, before the server has its message`(level: Int) async throws {
    let server = FaultyServer()
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
    upstream.limits.proof = 5
    let transport = SMTPTransport(upstream: upstream)
    let started = StartedIDs()
    let early = StartedIDs()
    let deliveries = await transport.deliver(Envelope.samples(100)) { ids in
      let stored = Set(server.record.stored.map(\.recipient))
      early.note(ids.filter { stored.contains("p\($0.rawValue)@partner.example") })
      started.note(ids)
    }
    await transport.close()
    #expect(deliveries.count("accepted") == 100)
    #expect(started.all.sorted() == Array(1...100))
    #expect(early.all.isEmpty)
    #expect(server.record.stored.count == 100)
  }

  @Test func `an envelope that may not start is not sent`() async throws {
    let (deliveries, server, health) = try await exchange(
      Envelope.samples(6),
      starting: { ids in if ids.contains(where: { $0.rawValue % 2 == 0 }) { throw DiskFull() } })
    #expect(deliveries.kinds == ["accepted", "deferred", "accepted", "deferred", "accepted", "deferred"])
    #expect(server.stored.count == 3)
    #expect(health == .ready)
  }

  @Test func `an envelope refused before its body is never started`() async throws {
    let started = StartedIDs()
    var script = FaultyServer.Script()
    script.answer = { $0.line.contains("p2@") ? .reply("550 5.1.1 no such user") : nil }
    let (deliveries, _, _) = try await exchange(script, Envelope.samples(3), starting: { started.note($0) })
    #expect(deliveries.kinds == ["accepted", "refused", "accepted"])
    #expect(started.all == [1, 3])
  }

  @Test(arguments: [0, 2])
  func `every outcome is told before the next one starts on its connection`(level: Int) async throws {
    let server = FaultyServer(
      FaultyServer.Script(answer: { $0.line.contains("p7@") ? .reply("550 5.1.1 no such user") : nil }))
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.pipelining = PipeliningLevel(rawValue: level) ?? .none
    upstream.limits.proof = 5
    upstream.limits.connections = 1
    let transport = SMTPTransport(upstream: upstream)
    let (started, answered, unanswered) = (StartedIDs(), StartedIDs(), StartedIDs())
    let deliveries = await transport.deliver(Envelope.samples(40)) { ids in
      started.note(ids)
      if answered.all.filter({ $0 != 7 }).count != started.all.count - 1 { unanswered.note(ids) }
    } answered: {
      answered.note([$0.id])
    }
    await transport.close()
    #expect(deliveries.count("accepted") == 39)
    #expect(answered.all.sorted() == Array(1...40))
    #expect(unanswered.all.isEmpty)
  }

  @Test func `batches share the lane and each is asked for its own`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let transport = SMTPTransport(upstream: try SMTPUpstream.test(port: server.port))
    let (first, second) = (StartedIDs(), StartedIDs())
    async let a = transport.deliver((1...50).map { .sample($0) }) { first.note($0) }
    async let b = transport.deliver((51...100).map { .sample($0) }) { second.note($0) }
    let deliveries = await (a, b)
    await transport.close()
    #expect(deliveries.0.count("accepted") == 50)
    #expect(deliveries.1.count("accepted") == 50)
    #expect(first.all.sorted() == Array(1...50))
    #expect(second.all.sorted() == Array(51...100))
    #expect(server.record.stored.count == 100)
  }
}
