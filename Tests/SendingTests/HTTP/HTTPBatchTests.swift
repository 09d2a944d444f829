import Foundation
import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

@Suite(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
struct HTTPBatchTests {
  private func sizes(_ requests: [HTTPServer.Request]) throws -> [Int] {
    try requests.map { try #require((JSONSerialization.jsonObject(with: Data($0.bytes)) as? [Any])?.count) }
  }

  @Test func `a batch goes in requests of as many as the provider takes`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(body: "postmark")], Envelope.letters(1_100),
      provider: { try PostmarkProvider(.sample($0)) })
    #expect(deliveries.count("accepted") == 1_100)
    #expect(try sizes(requests).sorted() == [100, 500, 500])
  }

  @Test func `a request holds no more bytes than the provider takes`() async throws {
    let batch = (1...5).map { Envelope.large($0, size: 100) }.map { envelope in
      // The size on the wire is judged by the message's bytes.
      Envelope(
        id: envelope.id, sender: envelope.sender, recipient: envelope.recipient,
        bytes: [UInt8](repeating: 65, count: 14_000_000), parts: envelope.parts)
    }
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(body: "postmark")], batch, provider: { try PostmarkProvider(.sample($0)) })
    #expect(deliveries.count("accepted") == 5)
    #expect(try sizes(requests).sorted() == [1, 2, 2])
  }

  @Test func `one bad mail of a batch does not keep the others`() async throws {
    let refusal = HTTPServer.Move(
      status: 422, body: #"{"name":"validation_error","message":"Missing `html` field"}"#)
    let one = HTTPServer.Move(body: #"{"data":[{"id":"a"}]}"#)
    let (deliveries, requests, _) = try await handOver(
      [refusal, one, refusal, one], Envelope.letters(4), provider: { try ResendProvider(.sample($0)) }
    )
    #expect(deliveries.count("accepted") == 3)
    #expect(deliveries.count("refused") == 1)
    #expect(try sizes(requests) == [4, 1, 1, 1, 1])
  }

  @Test func `what a rate turned away within a batch goes again, and only that`() async throws {
    let partial = HTTPServer.Move(
      body: """
        [{"ErrorCode":0,"MessageID":"a","Message":"OK"},{"ErrorCode":429,"Message":"Rate limit exceeded"},
        {"ErrorCode":0,"MessageID":"c","Message":"OK"}]
        """)
    let started = StartedIDs()
    let (deliveries, requests, _) = try await handOver(
      [partial, HTTPServer.Move(body: "postmark")], Envelope.letters(3), starting: { started.note($0) },
      provider: { try PostmarkProvider(.sample($0)) })
    #expect(deliveries.kinds == ["accepted", "accepted", "accepted"])
    #expect(try sizes(requests) == [3, 1])
    #expect(started.all == [1, 2, 3, 2])
  }

  @Test func `two batches at once share the lane and come back each in its order`() async throws {
    let server = try HTTPServer([HTTPServer.Move(delay: 0.01)])
    defer { server.stop() }
    var upstream = HTTPUpstream(
      provider: try WebhookProvider(.webhook("https://127.0.0.1:\(server.port)")))
    upstream.authorityFile = server.certificatePath
    let transport = HTTPTransport(upstream: upstream)
    let (low, high) = (Array(Envelope.letters(40).prefix(20)), Array(Envelope.letters(40).suffix(20)))
    async let first = transport.deliver(low, starting: { _ in })
    async let second = transport.deliver(high, starting: { _ in })
    let (a, b) = await (first, second)
    #expect(a.map(\.id) == low.map(\.id))
    #expect(b.map(\.id) == high.map(\.id))
    #expect((a + b).count("accepted") == 40)
    await transport.close()
    #expect(
      await transport.deliver(low, starting: { _ in }).count("deferred") == 20, "after close nothing goes")
  }

  @Test func `a key that is refused stops everything, and nothing was tried`() async throws {
    let (deliveries, requests, health) = try await handOver(
      [HTTPServer.Move(status: 401, body: "{}")], Envelope.letters(200))
    #expect(deliveries.count("deferred") == 200)
    #expect(
      deliveries.count { $0.outcome.reply.code == 401 } == requests.count, "what was begun was an attempt")
    #expect(deliveries.count { $0.outcome.reply.code == 0 } == 200 - requests.count)
    #expect(requests.count <= 2)
    guard case .unavailable(let outage) = health else {
      return #expect(Bool(false), "the transport is ready")
    }
    #expect(outage.kind == .authentication)
    #expect(outage.isPermanent)
  }
}
