import Mail
import TestSupport
import Testing

@testable import Sending

/// Limits as the server sees them, by its own clock.
@Suite struct WirePaceTests {
  private let wall: Int64 = 1_800_000_000_000_000

  private func transport(
    _ upstream: SMTPUpstream, _ limits: PaceLimits, _ domains: DomainLimits = DomainLimits(),
    in folder: TemporaryFolder, _ clock: WallClock
  ) throws -> SMTPTransport {
    let now = clock.time(at: .now)
    let shared = try DomainPace(domains, file: domains.isEmpty ? nil : folder.path("domains"), now: now) {
      0.5
    }
    let pace = try Pace(
      limits, domains: shared, file: limits.isEmpty ? nil : folder.path("upstream"), now: now)
    return SMTPTransport(upstream: upstream, pace: pace, clock: clock) { 0.5 }
  }

  /// Microseconds at which the server heard final dots, and those among them that match.
  private func dots(_ server: FaultyServer, where matches: (HeardCommand) -> Bool = { _ in true }) -> [Int64]
  {
    let heard = server.record.heard.filter { $0.verb == "." && matches($0) }
    let first = heard.first?.heardAt ?? .now
    return heard.map { command in
      let (seconds, attoseconds) = first.duration(to: command.heardAt).components
      return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }.sorted()
  }

  @Test func `a server never gets one more in a second than the limit, across retries and restarts`()
    async throws
  {
    // Some are refused for now, some lose their connection: what comes again counts again.
    let server = FaultyServer(
      .init { command in
        guard command.verb == "." else { return nil }
        if command.message.contains("Subject: 7\r\n") { return .reply("451 4.3.0 not now") }
        return command.message.contains("Subject: 13\r\n") ? .drop : nil
      })
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let clock = WallClock(wall)
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.connections = 6
    upstream.limits.proof = 3
    var left = Envelope.samples(24)
    for _ in 0..<3 {
      let transport = try transport(upstream, PaceLimits(perSecond: 10), in: folder, clock)
      let part = Array(left.prefix(8))
      left.removeFirst(8)
      let deliveries = await transport.deliver(part) { _ in }
      #expect(deliveries.count("accepted") >= 7)
      await transport.close()
    }
    let times = dots(server)
    #expect(times.count == 24)
    #expect(mostWithin(1_000_000, times) <= 10)
    if times.count > 7 { #expect(times[7] < 3_000_000, "and the limit is used") }
  }

  @Test func `a domain that waits for its turn holds nobody up`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let domains = DomainLimits(named: ["slow.example": PaceLimits(perSecond: 4)])
    let transport = try transport(
      SMTPUpstream.test(port: server.port), PaceLimits(), domains, in: folder, WallClock(wall))
    let batch = (1...120).map { number in
      let domain = number <= 60 ? "slow.example" : "quick.example"
      return Envelope(
        id: .init(rawValue: Int64(number)), sender: Envelope.sample(1).sender,
        recipient: EmailAddress(uncheckedLocalPart: "p\(number)", domain: domain),
        bytes: Array("Subject: \(domain)\r\n\r\nx\r\n".utf8))
    }
    let deliveries = await transport.deliver(batch) { _ in }
    await transport.close()
    let slow = dots(server) { $0.message.contains("slow.example") }
    #expect(mostWithin(1_000_000, slow) <= 4)
    // What would have waited for more than five seconds came back, each with its own turn.
    let turnedAway = deliveries.compactMap(\.notBefore?.seconds)
    #expect((15...20).contains(slow.count))
    #expect(turnedAway.count == 60 - slow.count)
    #expect(turnedAway == turnedAway.sorted() && Set(turnedAway).count >= 8)
    #expect(deliveries[60...].allSatisfy { $0.outcome.kind == "accepted" })
    let heard = server.record.heard
    let lastQuick = heard.lastIndex { $0.verb == "." && $0.message.contains("quick.example") } ?? .max
    let slowBefore = heard[..<lastQuick].count { $0.verb == "." && $0.message.contains("slow.example") }
    #expect(slowBefore <= 4, "the quick ones did not wait")
  }

  @Test func `a limit that is used up for long is an outage with its end, not a wait`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let transport = try transport(
      SMTPUpstream.test(port: server.port), PaceLimits(perHour: 5), in: folder, WallClock(wall))
    let deliveries = await transport.deliver(Envelope.samples(8)) { _ in }
    let health = transport.health
    await transport.close()
    #expect(deliveries.count("accepted") == 5)
    #expect(deliveries.suffix(3).allSatisfy { $0.outcome.reply.code == 0 })
    #expect(health.outage?.kind == .quota)
    #expect(health.outage?.isPermanent == false)
    #expect(health.outage?.cause.contains("5 an hour is used up; the next message may go in 1 h") == true)
    let end = health.outage?.until?.seconds ?? 0
    #expect((1_800_003_600...1_800_003_730).contains(end))
    #expect(server.record.stored.count == 5)
  }
}
