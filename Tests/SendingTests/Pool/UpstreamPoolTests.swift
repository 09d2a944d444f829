import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

@Suite struct UpstreamPoolTests {
  private func member(_ name: String, _ weight: Int, _ server: FaultyServer) throws -> UpstreamPool.Member {
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.failuresUntilOutage = 1
    return .init(name: name, weight: weight, transport: SMTPTransport(upstream: upstream))
  }

  /// An upstream that nobody listens at.
  private func absent(_ name: String, _ weight: Int) throws -> UpstreamPool.Member {
    var upstream = try SMTPUpstream.test(port: Loopback.freePort())
    upstream.limits.failuresUntilOutage = 1
    return .init(name: name, weight: weight, transport: SMTPTransport(upstream: upstream))
  }

  /// Delivers and checks that each envelope was answered once, and as it came back.
  private func deliver(_ batch: [Envelope], over pool: UpstreamPool) async -> [Delivery] {
    let answers = Mutex<[Envelope.ID: [Delivery]]>([:])
    let deliveries = await pool.deliver(
      batch, starting: { _ in },
      answered: { delivery in answers.withLock { $0[delivery.id, default: []].append(delivery) } })
    #expect(deliveries.map(\.id) == batch.map(\.id))
    let said = answers.withLock { $0 }
    for delivery in deliveries { #expect(said[delivery.id] == [delivery]) }
    return deliveries
  }

  @Test func `shares follow the weights, evenly spread`() {
    var shares = PoolShares(weights: [3, 1, 0])
    let order = (0..<8).compactMap { _ in shares.next(among: [0, 1, 2]) }
    #expect(order == [0, 0, 1, 0, 0, 0, 1, 0])
    #expect(shares.next(among: [1, 2]) == 1)
    #expect(shares.next(among: [2]) == 2)
    #expect(shares.next(among: []) == nil)
  }

  @Test func `each upstream carries its share, and every delivery names the one that had it`() async throws {
    let servers = [FaultyServer(), FaultyServer(), FaultyServer()]
    defer { servers.forEach { $0.stop() } }
    let pool = UpstreamPool([
      try member("a", 3, servers[0]), try member("b", 1, servers[1]), try member("reserve", 0, servers[2]),
    ])
    let deliveries = await deliver(Envelope.samples(40), over: pool)
    await pool.close()
    #expect(deliveries.count("accepted") == 40)
    #expect(servers.map { $0.record.stored.count } == [30, 10, 0])
    #expect(deliveries.count { $0.upstream == "a" } == 30)
    #expect(deliveries.count { $0.upstream == "b" } == 10)
  }

  @Test func `an upstream that is out gives its share to the others, and what it had not begun`() async throws
  {
    let server = FaultyServer()
    defer { server.stop() }
    let pool = UpstreamPool([try absent("away", 5), try member("b", 1, server)])
    let first = await deliver(Envelope.samples(30), over: pool)
    #expect(first.count("accepted") == 30)
    #expect(first.allSatisfy { $0.upstream == "b" })
    #expect(pool.health == .ready)
    let second = await deliver((31...60).map { .sample($0) }, over: pool)
    #expect(second.count("accepted") == 30)
    await pool.close()
    #expect(server.record.stored.count == 60)
  }

  @Test func `a reserve carries mail only when all others are out`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let pool = UpstreamPool([
      try absent("a", 1), try absent("b", 1), try member("reserve", 0, server),
    ])
    let deliveries = await deliver(Envelope.samples(12), over: pool)
    #expect(deliveries.count("accepted") == 12)
    #expect(deliveries.allSatisfy { $0.upstream == "reserve" })
    #expect(pool.health == .ready)
    await pool.close()
  }

  @Test func `a pool is out only when all its upstreams are, and says why`() async throws {
    let pool = UpstreamPool([try absent("a", 1), try absent("b", 0)])
    let deliveries = await deliver(Envelope.samples(6), over: pool)
    #expect(deliveries.count("deferred") == 6)
    #expect(pool.health.outage?.cause.split(separator: ";").count == 2)
    #expect(pool.health.outage?.isPermanent == false)
    await pool.close()
  }

  @Test func `what an upstream answered or left in doubt is its last word`() async throws {
    let refusing = FaultyServer(
      .init { command in
        if command.verb == "RCPT", command.line.contains("p1@") { return .reply("550 5.1.1 unknown") }
        if command.verb == "RCPT", command.line.contains("p2@") { return .reply("450 4.3.0 later") }
        return command.verb == "." ? .storeAndDrop : nil
      })
    let good = FaultyServer()
    defer {
      refusing.stop()
      good.stop()
    }
    let pool = UpstreamPool([try member("a", 1, refusing), try member("reserve", 0, good)])
    let deliveries = await deliver(Envelope.samples(3), over: pool)
    await pool.close()
    #expect(deliveries.kinds == ["refused", "deferred", "in doubt"])
    #expect(good.record.stored.isEmpty)
  }

  @Test func `an upstream whose quota is used up gives its share to the others`() async throws {
    let servers = [FaultyServer(), FaultyServer()]
    defer { servers.forEach { $0.stop() } }
    let clock = WallClock(1_800_000_000_000_000)
    let pace = try Pace(
      PaceLimits(perDay: 5), domains: DomainPace { 0.5 }, file: nil, now: 1_800_000_000_000_000)
    let limited = SMTPTransport(upstream: try .test(port: servers[0].port), pace: pace, clock: clock) { 0.5 }
    let pool = UpstreamPool([
      .init(name: "limited", weight: 1, transport: limited), try member("b", 1, servers[1]),
    ])
    let deliveries = await deliver(Envelope.samples(40), over: pool)
    await pool.close()
    #expect(deliveries.count("accepted") == 40)
    #expect(servers.map { $0.record.stored.count } == [5, 35])
  }
}
