import Dispatch
import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

@Suite(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
struct HTTPLaneTests {
  @Test func `a hundred messages over HTTP/2 share one connection, many under way at once`() async throws {
    let (deliveries, requests, health) = try await handOver(
      [HTTPServer.Move(delay: 0.02)], Envelope.letters(300)
    ) {
      $0.requests = 50
    }
    #expect(deliveries.count("accepted") == 300)
    #expect(Set(requests.map(\.version)) == ["2"])
    #expect(Set(requests.map(\.connection)).count == 1)
    #expect(requests.map(\.most).max() ?? 0 >= 25)
    #expect(requests.count == 300)
    #expect(health == .ready)
  }

  @Test func `HTTP/1.1 where settings ask for it, on as many connections as settings allow`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(delay: 0.01)], Envelope.letters(60)
    ) {
      $0.version = .one
      $0.requests = 5
    }
    #expect(deliveries.count("accepted") == 60)
    #expect(Set(requests.map(\.version)) == ["1.1"])
    #expect(requests.map(\.most).max() ?? 9 <= 5)
    #expect(Set(requests.map(\.connection)).count <= 5)
  }

  @Test func `a server without HTTP/2 gets HTTP/1.1`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move()], Envelope.letters(5), protocols: "http/1.1")
    #expect(deliveries.count("accepted") == 5)
    #expect(Set(requests.map(\.version)) == ["1.1"])
  }

  @Test func `each outcome is told once, after its start, and the batch comes back in order`() async throws {
    let events = Mutex<[String]>([])
    let (deliveries, _, _) = try await handOver(
      [HTTPServer.Move(status: 400, body: "{}"), HTTPServer.Move()], Envelope.letters(20),
      starting: { ids in events.withLock { $0 += ids.map { "started \($0.rawValue)" } } },
      answered: { delivery in events.withLock { $0.append("answered \(delivery.id.rawValue)") } })
    let heard = events.withLock(\.self)
    for id in 1...20 {
      let started = try #require(heard.firstIndex(of: "started \(id)"))
      let answered = try #require(heard.firstIndex(of: "answered \(id)"))
      #expect(started < answered)
    }
    #expect(heard.count == 40)
    #expect(deliveries.count("refused") == 1)
    #expect(deliveries.count("accepted") == 19)
  }

  @Test func `what cannot be noted as started is not sent`() async throws {
    struct DiskFull: Error {}
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move()], Envelope.letters(3), starting: { _ in throw DiskFull() })
    #expect(deliveries.kinds == ["deferred", "deferred", "deferred"])
    #expect(requests.isEmpty)
  }

  @Test func `what is withdrawn before its request is not sent`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move()], Envelope.letters(4), isWithdrawn: { $0.rawValue % 2 == 0 })
    #expect(deliveries.kinds == ["accepted", "deferred", "accepted", "deferred"])
    #expect(deliveries[1].outcome == .deferred(.withdrawn))
    #expect(requests.count == 2)
  }

  @Test func `an answer of 429 is waited out and the message goes once`() async throws {
    let slow = HTTPServer.Move(status: 429, headers: ["Retry-After": "1"], body: "{}")
    let clock = ContinuousClock.now
    let (deliveries, requests, health) = try await handOver([slow, HTTPServer.Move()], Envelope.letters(6))
    #expect(deliveries.count("accepted") == 6)
    #expect(requests.count == 7)
    #expect(health == .ready)
    #expect(ContinuousClock.now - clock >= .seconds(1))
  }

  @Test func `a wait that is too long is an outage and not a failure of the mails`() async throws {
    let slow = HTTPServer.Move(status: 429, headers: ["Retry-After": "86400"], body: "{}")
    let (deliveries, requests, health) = try await handOver([slow], Envelope.letters(50))
    #expect(deliveries.count("deferred") == 50)
    #expect(
      deliveries.count { $0.outcome.reply.code == 429 } == requests.count, "what was begun was an attempt")
    #expect(deliveries.count { $0.outcome.reply.code == 0 } == 50 - requests.count)
    #expect(requests.count <= 2)
    guard case .unavailable(let outage) = health else {
      return #expect(Bool(false), "the transport is ready")
    }
    #expect(outage.kind == .quota)
    #expect(outage.cause.contains("86400 seconds"))
  }

  @Test func `a cancelled batch gives back what had not begun and finishes what is under way`() async throws {
    let server = try HTTPServer([HTTPServer.Move(delay: 0.1)])
    defer { server.stop() }
    var upstream = HTTPUpstream(
      provider: try WebhookProvider(.webhook("https://127.0.0.1:\(server.port)")))
    upstream.authorityFile = server.certificatePath
    let transport = HTTPTransport(upstream: upstream)
    let running = Mutex<Task<[Delivery], Never>?>(nil)
    let isKnown = DispatchSemaphore(value: 0)
    let task = Task {
      await transport.deliver(
        Envelope.letters(40),
        starting: { _ in
          isKnown.wait()
          isKnown.signal()
          running.withLock { $0?.cancel() }
        }, answered: { _ in }, isWithdrawn: { _ in false })
    }
    running.withLock { $0 = task }
    isKnown.signal()
    let deliveries = await task.value
    await transport.close()
    let accepted = deliveries.count("accepted")
    #expect((1...4).contains(accepted))
    #expect(deliveries.count("deferred") == 40 - accepted)
    #expect(try server.requests().count == accepted)
  }
}
