import Foundation
import Mail
import TestSupport
import Testing

@testable import Sending

/// How credentials are given (RFC 4954), word for word on the wire.
@Suite struct AuthenticationTests {
  private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  private func exchangeWith(
    _ mechanisms: String, _ mechanism: SMTPUpstream.AuthMechanism?, user: String = "acme",
    answer: @escaping @Sendable (HeardCommand) -> ServerAction? = { _ in nil }
  ) async throws -> (deliveries: [Delivery], server: FaultyServer.Record, health: TransportHealth) {
    var script = FaultyServer.Script(answer: { command in
      answer(command) ?? (command.verb == "AUTH" ? .reply("235 2.7.0 welcome") : nil)
    })
    script.keywords = ["AUTH \(mechanisms)"]
    return try await exchange(
      script, Envelope.samples(1),
      configure: {
        $0.credentials = SMTPUpstream.Credentials(
          user: user, password: Secret("hunter2"), mechanism: mechanism)
      })
  }

  @Test func `PLAIN gives user and password in one line`() async throws {
    let (deliveries, server, _) = try await exchangeWith("LOGIN PLAIN", .plain)
    #expect(deliveries.kinds == ["accepted"])
    #expect(
      server.heard.filter { $0.verb == "AUTH" }.map(\.line) == ["AUTH PLAIN \(base64("\0acme\0hunter2"))"])
  }

  @Test func `LOGIN gives the password when it is asked for`() async throws {
    let password = base64("hunter2")
    let (deliveries, server, _) = try await exchangeWith("PLAIN LOGIN", .login) { command in
      if command.verb == "AUTH" { return .reply("334 UGFzc3dvcmQ6") }
      return command.line == password ? .reply("235 2.7.0 welcome") : nil
    }
    #expect(deliveries.kinds == ["accepted"])
    #expect(server.heard.contains { $0.line == "AUTH LOGIN \(base64("acme"))" })
    #expect(server.heard.contains { $0.line == password })
  }

  @Test(arguments: ["XOAUTH2", "PLAIN XOAUTH2", "XOAUTH2 LOGIN PLAIN"])
  func `XOAUTH2 gives the bearer token`(mechanisms: String) async throws {
    let (deliveries, server, _) = try await exchangeWith(mechanisms, .xoauth2, user: "acme@mail.example")
    #expect(deliveries.kinds == ["accepted"])
    let token = base64("user=acme@mail.example\u{1}auth=Bearer hunter2\u{1}\u{1}")
    #expect(server.heard.filter { $0.verb == "AUTH" }.map(\.line) == ["AUTH XOAUTH2 \(token)"])
  }

  @Test func `XOAUTH2 is used where OAUTHBEARER is offered too`() async throws {
    let (deliveries, server, _) = try await exchangeWith("OAUTHBEARER XOAUTH2", .xoauth2)
    #expect(deliveries.kinds == ["accepted"])
    #expect(server.heard.filter { $0.verb == "AUTH" }.allSatisfy { $0.line.hasPrefix("AUTH XOAUTH2 ") })
  }

  @Test func `a mechanism that the server does not offer is not replaced by another`() async throws {
    let (deliveries, server, health) = try await exchangeWith("PLAIN LOGIN", .xoauth2)
    #expect(deliveries.kinds == ["deferred"])
    #expect(health.outage?.kind == .authentication)
    #expect(!server.heard.contains { $0.verb == "AUTH" || $0.verb == "MAIL" })
  }

  @Test func `without a mechanism CRAM and NTLM are left alone`() async throws {
    let (deliveries, server, _) = try await exchangeWith("NTLM CRAM-MD5 DIGEST-MD5 PLAIN", nil)
    #expect(deliveries.kinds == ["accepted"])
    #expect(server.heard.filter { $0.verb == "AUTH" }.allSatisfy { $0.line.hasPrefix("AUTH PLAIN ") })
  }
}
