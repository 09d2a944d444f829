import Foundation
import TestSupport
import Testing

/// STARTTLS, TLS and AUTH with a real server, and what must not happen without them.
@Suite(.enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"), .timeLimit(.minutes(3)))
struct SecureRelayTests {
  private static let wrong = "swordfish-4711"

  private func workspace(_ relay: SystemServer, scheme: String = "smtp", _ keys: String...) async throws
    -> DeliveryWorkspace
  {
    try await DeliveryWorkspace(
      .partners(90),
      sender: [
        "smtp: \(scheme)://127.0.0.1:\(relay.port)", "user: acme", "plain_text: refuse", "connections: 3",
      ] + keys)
  }

  @Test func `a password of the environment opens STARTTLS and AUTH`() async throws {
    let relay = try await SystemServer.relay(.starttls)
    defer { relay.stop() }
    let workspace = try await workspace(
      relay, "password_env: RELAY_PASSWORD", "ca_file: \(relay.certificatePath)")
    let end = try await workspace.run(DeliveryWorkspace.sending(), environment: ["RELAY_PASSWORD": "hunter2"])
    #expect(end.code == 0, "\(end.errors)")
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try relay.messages().count == due)
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(!(end.output + end.errors).contains("hunter2"))
  }

  @Test func `a password of a file opens TLS and AUTH`() async throws {
    let relay = try await SystemServer.relay(.tls)
    defer { relay.stop() }
    let workspace = try await workspace(
      relay, scheme: "smtps", "password_file: secret.txt", "ca_file: \(relay.certificatePath)")
    try "hunter2\n".write(toFile: workspace.folder + "/secret.txt", atomically: true, encoding: .utf8)
    let end = try await workspace.send()
    #expect(end.code == 0, "\(end.errors)")
    #expect(try relay.messages().count == SamplePartners(workspace).ofOctober.count)
  }

  @Test(arguments: [SystemServer.RelayMode.starttls, .tls])
  func `a wrong password sends nothing, leaves all planned and is told to nobody`(
    mode: SystemServer.RelayMode
  ) async throws {
    let relay = try await SystemServer.relay(mode)
    defer { relay.stop() }
    let workspace = try await workspace(
      relay, scheme: mode == .tls ? "smtps" : "smtp", "password_env: RELAY_PASSWORD",
      "ca_file: \(relay.certificatePath)")
    let end = try await workspace.run(
      DeliveryWorkspace.sending(), environment: ["RELAY_PASSWORD": Self.wrong])
    #expect(end.code == 77, "\(end.errors)")
    #expect(end.errors.contains("does not accept the credentials"))
    #expect(try relay.messages().isEmpty)
    #expect(try await workspace.status().counts == ["planned": SamplePartners(workspace).ofOctober.count])
    let base64 = Data(Self.wrong.utf8).base64EncodedString().prefix(15)
    for text in [end.output, end.errors] { #expect(!text.contains(Self.wrong) && !text.contains(base64)) }
    let ledger = try workspace.ledgerBytes()
    #expect(!ledger.isEmpty && ledger.range(of: Data(Self.wrong.utf8)) == nil)
  }

  @Test func `a certificate of an unknown authority is refused`() async throws {
    let relay = try await SystemServer.relay(.starttls)
    defer { relay.stop() }
    let workspace = try await workspace(relay, "password_env: RELAY_PASSWORD")
    let end = try await workspace.run(DeliveryWorkspace.sending(), environment: ["RELAY_PASSWORD": "hunter2"])
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("certificate"))
    #expect(try relay.messages().isEmpty)
    #expect(try await workspace.status().counts.keys.sorted() == ["planned"])
  }

  @Test func `a server without STARTTLS gets neither mail nor password where TLS is required`() async throws {
    let server = FaultyServer()
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90),
      sender: [
        "smtp: smtp://127.0.0.1:\(server.port)", "plain_text: refuse", "user: acme",
        "password_env: RELAY_PASSWORD",
      ])
    let end = try await workspace.run(
      DeliveryWorkspace.sending(), environment: ["RELAY_PASSWORD": Self.wrong])
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("does not offer STARTTLS and plain text is not allowed"))
    #expect(Set(server.heardVerbs).isSubset(of: ["EHLO", "QUIT"]), "\(server.heardVerbs)")
    #expect(try await workspace.status().counts.keys.sorted() == ["planned"])
  }

  @Test func `a password that is not there is a mistake of the settings`() async throws {
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: ["smtp: smtp://127.0.0.1:1", "user: acme", "password_env: NO_SUCH_VARIABLE"])
    let end = try await workspace.send()
    #expect(end.code == 78, "\(end.errors)")
    #expect(end.errors.contains("NO_SUCH_VARIABLE"))
  }
}
