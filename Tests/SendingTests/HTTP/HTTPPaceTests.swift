import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

@Suite(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
struct HTTPPaceTests {
  /// The time of day at which these clocks begin.
  private static let start: Int64 = 1_790_000_000_000_000

  private func handOver(
    _ moves: [HTTPServer.Move], _ batch: [Envelope], limits: PaceLimits = PaceLimits(),
    domains: DomainLimits = DomainLimits(), starting: @escaping @Sendable ([Envelope.ID]) -> Void = { _ in }
  ) async throws -> (deliveries: [Delivery], requests: [HTTPServer.Request], health: TransportHealth) {
    let server = try HTTPServer(moves)
    defer { server.stop() }
    var upstream = HTTPUpstream(
      provider: try WebhookProvider(.webhook("https://127.0.0.1:\(server.port)")))
    upstream.authorityFile = server.certificatePath
    let clock = WallClock(Self.start)
    let pace = try Pace(
      limits, domains: DomainPace(domains, file: nil, now: Self.start, random: { 0.5 }), file: nil,
      now: Self.start)
    let transport = HTTPTransport(upstream: upstream, pace: pace, clock: clock, random: { 0.5 })
    let deliveries = await transport.deliver(batch, starting: { starting($0) })
    let health = transport.health
    await transport.close()
    return (deliveries, try server.requests(), health)
  }

  @Test func `no stretch of a second begins more messages than its limit`() async throws {
    let begun = Mutex<[ContinuousClock.Instant]>([])
    let (deliveries, _, health) = try await handOver(
      [HTTPServer.Move()], Envelope.letters(30), limits: PaceLimits(perSecond: 20),
      starting: { ids in begun.withLock { $0 += ids.map { _ in .now } } })
    #expect(deliveries.count("accepted") == 30)
    #expect(health == .ready)
    let instants = begun.withLock(\.self)
    for (first, beyond) in zip(instants, instants.dropFirst(20)) { #expect(beyond - first >= .seconds(1)) }
  }

  @Test func `an hour's limit that is used up ends the run with the time it opens again`() async throws {
    let (deliveries, requests, health) = try await handOver(
      [HTTPServer.Move()], Envelope.letters(20), limits: PaceLimits(perHour: 5))
    #expect(deliveries.count("accepted") == 5)
    #expect(deliveries.count("deferred") == 15)
    #expect(requests.count == 5)
    guard case .unavailable(let outage) = health else {
      Issue.record("the transport is ready")
      return
    }
    #expect(outage.kind == .quota)
    #expect((outage.until?.seconds ?? 0) > Self.start / 1_000_000)
  }

  @Test func `what the provider turned away counts again when it is sent again`() async throws {
    let slow = HTTPServer.Move(status: 429, headers: ["Retry-After": "0"], body: "{}")
    let (deliveries, requests, _) = try await handOver(
      [slow, slow, HTTPServer.Move()], Envelope.letters(10), limits: PaceLimits(perHour: 6))
    #expect(requests.count == 6)
    #expect(deliveries.count("accepted") == 4)
  }

  @Test func `a domain that waits keeps nobody else`() async throws {
    let batch = (1...10).map { number in
      let letter = Envelope.letter(number)
      let domain = number <= 5 ? "slow.example" : "partner.example"
      return Envelope(
        id: letter.id, sender: letter.sender,
        recipient: EmailAddress(uncheckedLocalPart: "p\(number)", domain: domain), bytes: letter.bytes,
        parts: letter.parts)
    }
    let (deliveries, requests, health) = try await handOver(
      [HTTPServer.Move()], batch, domains: DomainLimits(named: ["slow.example": PaceLimits(perHour: 2)]))
    #expect(deliveries.prefix(5).map(\.outcome.kind).count { $0 == "accepted" } == 2)
    #expect(deliveries.suffix(5).allSatisfy { $0.outcome.kind == "accepted" })
    #expect(deliveries.allSatisfy { $0.outcome.kind == "accepted" || $0.notBefore != nil })
    #expect(requests.count == 7)
    #expect(health == .ready)
  }

  @Test func `a pool asks for the parts as soon as one member wants them`() throws {
    func member(_ name: String, _ provider: any Provider) -> UpstreamPool.Member {
      UpstreamPool.Member(
        name: name, weight: 1, transport: HTTPTransport(upstream: HTTPUpstream(provider: provider)))
    }
    let ses = member("ses", try AmazonSESProvider(.sample()))
    let brevo = member("brevo", try BrevoProvider(.sample()))
    #expect(UpstreamPool([ses]).needs == .bytes)
    #expect(UpstreamPool([ses, brevo]).needs == .parts)
    #expect(brevo.transport.isIdempotent && !ses.transport.isIdempotent)
    #expect(!UpstreamPool([brevo, brevo]).isIdempotent, "another upstream may get what one has in doubt")
  }
}
