import Mail
import TestSupport
import Testing

@testable import Sending

@Suite(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
struct HTTPFaultTests {
  static let protocols = ["h2", "http/1.1"]

  @Test(arguments: protocols)
  func `a connection closed after the request leaves the message in doubt`(protocol name: String) async throws
  {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(.drop), HTTPServer.Move()], [.letter(1)], protocols: name)
    #expect(deliveries.kinds == ["in doubt"])
    #expect(requests.count == 1, "nothing is sent a second time")
  }

  /// libcurl by itself would send the request again on a fresh connection.
  @Test(arguments: protocols)
  func `a used connection that is closed after the request leaves the message in doubt`(
    protocol name: String
  ) async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(), HTTPServer.Move(.drop), HTTPServer.Move()], Envelope.letters(3), protocols: name
    ) {
      $0.requests = 1
    }
    #expect(deliveries.kinds == ["accepted", "in doubt", "accepted"])
    #expect(requests.count == 3)
  }

  @Test(arguments: protocols)
  func `half an answer leaves the message in doubt`(protocol name: String) async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(.partial)], [.letter(1)], protocols: name)
    #expect(deliveries.kinds == ["in doubt"])
    #expect(requests.count == 1)
  }

  @Test(arguments: protocols)
  func `no answer in time leaves the message in doubt`(protocol name: String) async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(.hang)], [.letter(1)], protocols: name
    ) {
      $0.connectTimeout = .milliseconds(400)
      $0.answerTimeout = .milliseconds(300)
    }
    #expect(deliveries.kinds == ["in doubt"])
    #expect(requests.count == 1)
  }

  @Test func `a request cut in the middle did not arrive and goes again`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(.cut), HTTPServer.Move(status: 202, body: "")], [.large(1, size: 8_000_000)],
      mode: .plain,
      provider: { try SendGridProvider(.sample($0) { $0.secrets["key"] = Secret("x") }) })
    #expect(deliveries.kinds == ["accepted"])
    #expect(requests.count == 1)
  }

  @Test func `nobody listens: deferred, no attempt counted, and an outage`() async throws {
    let provider = try WebhookProvider(.webhook("https://127.0.0.1:\(Loopback.freePort())"))
    let transport = HTTPTransport(upstream: HTTPUpstream(provider: provider))
    let deliveries = await transport.deliver(
      Envelope.letters(20), starting: { _ in }, answered: { _ in }, isWithdrawn: { _ in false })
    #expect(deliveries.count("deferred") == 20)
    #expect(deliveries.allSatisfy { $0.outcome.reply.code == 0 })
    guard case .unavailable(let outage) = transport.health else {
      return #expect(Bool(false), "the transport is ready")
    }
    #expect(outage.kind == .unreachable)
    #expect(!outage.isPermanent)
    await transport.close()
  }

  @Test func `a certificate of nobody we know is refused before anything is sent`() async throws {
    let (deliveries, requests, health) = try await handOver([HTTPServer.Move()], Envelope.letters(3)) {
      $0.authorityFile = nil
    }
    #expect(deliveries.count("deferred") == 3)
    #expect(requests.isEmpty)
    guard case .unavailable(let outage) = health else {
      return #expect(Bool(false), "the transport is ready")
    }
    #expect(outage.kind == .insecure)
    #expect(outage.isPermanent)
  }

  @Test func `a certificate for another name is refused`() async throws {
    let server = try HTTPServer(name: "DNS:elsewhere.example")
    defer { server.stop() }
    var upstream = HTTPUpstream(
      provider: try WebhookProvider(.webhook("https://127.0.0.1:\(server.port)")))
    upstream.authorityFile = server.certificatePath
    let transport = HTTPTransport(upstream: upstream)
    let deliveries = await transport.deliver(
      [.letter(1)], starting: { _ in }, answered: { _ in }, isWithdrawn: { _ in false })
    #expect(deliveries.kinds == ["deferred"])
    #expect(try server.requests().isEmpty)
    await transport.close()
  }

  @Test(arguments: [301, 307, 308])
  func `a redirect is not followed: nothing was taken`(status: Int) async throws {
    let move = HTTPServer.Move(status: status, headers: ["Location": "https://127.0.0.1:1/"], body: "")
    let (deliveries, requests, health) = try await handOver([move], Envelope.letters(5))
    #expect(deliveries.count("deferred") == 5)
    #expect(requests.count <= 2)
    #expect(health != .ready)
  }

  @Test(arguments: [302, 303])
  func `a redirect that may follow success is in doubt`(status: Int) async throws {
    let move = HTTPServer.Move(status: status, headers: ["Location": "https://127.0.0.1:1/"], body: "")
    let (deliveries, requests, _) = try await handOver([move], [.letter(1)])
    #expect(deliveries.kinds == ["in doubt"])
    #expect(requests.count == 1)
  }

  @Test func `a provider that fails again and again stops the run while few are in doubt`() async throws {
    let (deliveries, _, health) = try await handOver(
      [HTTPServer.Move(status: 500, body: "oops")], Envelope.letters(100))
    #expect(deliveries.count("in doubt") <= 5)
    #expect(deliveries.count("deferred") >= 95)
    #expect(health != .ready)
  }

  @Test func `a provider that knows requests again gets the same one again, byte for byte`() async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(.drop), HTTPServer.Move(body: "resend")], Envelope.letters(3),
      provider: { try ResendProvider(.sample($0)) })
    #expect(deliveries.count("accepted") == 3)
    #expect(requests.count == 2)
    #expect(requests.first?.bytes == requests.last?.bytes)
    #expect(requests.first?.headers["idempotency-key"] == requests.last?.headers["idempotency-key"])
    #expect(requests.first?.headers["idempotency-key"]?.isEmpty == false)
  }

  @Test(arguments: [
    HTTPServer.Move(status: 429, headers: ["Retry-After": "0"], body: "{}"),
    HTTPServer.Move(status: 401, body: "{}"),
    HTTPServer.Move(status: 503, headers: ["Retry-After": "0"], body: "{}"),
  ])
  func `what is in doubt stays so when the repetition is turned away`(_ move: HTTPServer.Move) async throws {
    let (deliveries, _, _) = try await handOver(
      [HTTPServer.Move(.drop), move], Envelope.letters(2), provider: { try ResendProvider(.sample($0)) })
    #expect(deliveries.kinds == ["in doubt", "in doubt"])
  }

  @Test func `nothing is noted as started where no connection stands`() async throws {
    let provider = try WebhookProvider(.webhook("https://127.0.0.1:\(Loopback.freePort())"))
    let transport = HTTPTransport(upstream: HTTPUpstream(provider: provider))
    let started = StartedIDs()
    _ = await transport.deliver(Envelope.letters(5), starting: { started.note($0) })
    #expect(started.all.isEmpty)
    await transport.close()
  }

  @Test func `plain http goes to this machine alone, whatever a name says`() throws {
    #expect(throws: HTTPEndpointError.plainText) { try HTTPEndpoint("http://api.example/") }
    #expect(throws: HTTPEndpointError.plainText) { try HTTPEndpoint("http://127.0.0.1.example/") }
    #expect(try HTTPEndpoint("http://[::1]:8080/x").name == "http://[::1]:8080")
  }
}
