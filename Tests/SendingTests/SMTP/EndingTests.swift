import Mail
import TestSupport
import Testing

@testable import Sending

/// Cancelled batches and closed transports: what is under way is finished, the rest comes back.
@Suite struct EndingTests {
  @Test func `a cancelled batch finishes what has begun and hands back the rest`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.connections = 1
    let transport = SMTPTransport(upstream: upstream)
    let started = StartedIDs()
    let (first, begin) = AsyncStream.makeStream(of: Void.self)
    let task = Task {
      await transport.deliver(Envelope.samples(20_000)) { ids in
        started.note(ids)
        begin.yield()
      }
    }
    for await _ in first { break }
    task.cancel()
    let deliveries = await task.value
    await transport.close()
    let accepted = deliveries.count("accepted")
    #expect(accepted > 0)
    #expect(accepted == server.record.stored.count)
    #expect(accepted == started.all.count)
    #expect(deliveries.count("deferred") == 20_000 - accepted)
  }

  @Test func `a batch cancelled before it came is not begun`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let transport = SMTPTransport(upstream: try SMTPUpstream.test(port: server.port))
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await transport.deliver(Envelope.samples(3)) { _ in }
    }
    task.cancel()
    let deliveries = await task.value
    #expect(deliveries.count("deferred") == 3)
    await transport.close()
    #expect(server.record.connections == 0)
  }

  @Test func `closing finishes what is under way and defers the rest`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    var upstream = try SMTPUpstream.test(port: server.port)
    upstream.limits.connections = 1
    let transport = SMTPTransport(upstream: upstream)
    let (first, begin) = AsyncStream.makeStream(of: Void.self)
    async let delivered = transport.deliver(Envelope.samples(20_000)) { _ in begin.yield() }
    for await _ in first { break }
    await transport.close()
    let deliveries = await delivered
    #expect(deliveries.count("accepted") == server.record.stored.count)
    #expect(deliveries.count("accepted") + deliveries.count("deferred") == 20_000)
    #expect(server.record.heard.last?.verb == "QUIT")
  }

  @Test func `a lane ends with its transport`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    weak var transport: SMTPTransport?
    do {
      let living = SMTPTransport(upstream: try SMTPUpstream.test(port: server.port))
      transport = living
      let deliveries = await living.deliver(Envelope.samples(2)) { _ in }
      #expect(deliveries.count("accepted") == 2)
    }
    #expect(transport == nil)
  }
}
