import Foundation
import TestSupport
import Testing

/// `tierpost doctor` and `tierpost dkim-key`, with a name server and a relay of the tests' own.
@Suite(.timeLimit(.minutes(3))) struct DoctorCommandTests {
  private static let sender = [
    "from: Acme Partners <partners@acme.example>", "bounces: bounces@acme.example",
  ]

  /// A workspace of two partners with a sender of the test's.
  private func workspace(_ lines: String...) throws -> TestWorkspace {
    let workspace = try TestWorkspace.ofTwo()
    let settings = try workspace.read("tierpost.yaml")
    let end = try #require(settings.range(of: "\nsenders:\n")).upperBound
    let sender = (lines + Self.sender).map { "    \($0)\n" }.joined()
    try workspace.write(settings[..<end] + "  default:\n" + sender, to: "tierpost.yaml")
    return workspace
  }

  /// Acme's records; `key` is the text of s1's.
  private func server(key: String?, dmarc: String? = "v=DMARC1; p=none; rua=mailto:dmarc@acme.example")
    -> NameServer
  {
    var table: [String: [NameServer.Record]] = [
      "acme.example": [.text("v=spf1 ip4:127.0.0.1 ~all"), .exchanger(10, "mx.acme.example")],
      "mx.acme.example": [.address(192, 0, 2, 25)], "partners.acme.example": [.address(192, 0, 2, 80)],
    ]
    if let key { table["s1._domainkey.acme.example"] = [.text(key)] }
    if let dmarc { table["_dmarc.acme.example"] = [.text(dmarc)] }
    return NameServer(table)
  }

  private static let dkim = "dkim: [{domain: acme.example, selector: s1, key_file: keys/s1.pem}]"

  @Test(arguments: ["rsa", "ed25519"])
  func `a made key, published as printed, is found good`(type: String) throws {
    let workspace = try workspace("folder: Data/Outbox", Self.dkim)
    let made = try workspace.tierpost("dkim-key", "--selector", "s1", "--type", type, "--json")
    made.expect(0)
    let record = try #require(try made.objects().first?["publish"]?["value"]?.text)
    let server = server(key: record)
    defer { server.stop() }
    let outcome = try workspace.tierpost(
      "doctor", "--sender", "default", "--dns", "127.0.0.1:\(server.port)", "--json")
    outcome.expect(0)
    let findings = try outcome.objects()
    #expect(findings.contains { $0["check"] == "dkim" && $0["level"] == "good" })
    #expect(!findings.contains { $0["level"] == "wrong" || $0["level"] == "warning" })
    let mode = try FileManager.default.attributesOfItem(atPath: workspace.path("keys/s1.pem"))[
      .posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
  }

  @Test func `a key is never written over`() throws {
    let workspace = try workspace("folder: Data/Outbox")
    try workspace.tierpost("dkim-key", "--selector", "s1").expect(0)
    let before = try workspace.bytes("keys/s1.pem")
    try workspace.tierpost("dkim-key", "--selector", "s1").expect(73, saying: "is there already")
    #expect(try workspace.bytes("keys/s1.pem") == before)
    try workspace.tierpost("dkim-key", "--selector", "../s1").expect(64)
    try workspace.tierpost("dkim-key", "--selector", "s2", "--bits", "1024").expect(64)
  }

  @Test func `what is wrong is told with the record to publish`() throws {
    let workspace = try workspace("folder: Data/Outbox", Self.dkim)
    try workspace.tierpost("dkim-key", "--selector", "s1").expect(0)
    let server = server(key: nil, dmarc: nil)
    defer { server.stop() }
    let outcome = try workspace.tierpost("doctor", "--sender", "default", "--dns", "127.0.0.1:\(server.port)")
    outcome.expect(78, saying: "2 things wrong")
    #expect(outcome.output.contains("publish: s1._domainkey.acme.example. IN TXT \"v=DKIM1; k=rsa; p=MII"))
    #expect(outcome.output.contains("publish: _dmarc.acme.example. IN TXT \"v=DMARC1; p=none; rua="))
    #expect(outcome.output.contains("why: Gmail, Yahoo and Microsoft"))
  }

  @Test func `a name server that does not answer is nobody's mistake`() throws {
    let workspace = try workspace("folder: Data/Outbox")
    let outcome = try workspace.tierpost(
      "doctor", "--sender", "default", "--dns", "127.0.0.1:\(Loopback.freePort())")
    outcome.expect(75)
    #expect(outcome.output.contains("no name server answers"))
    try workspace.tierpost("doctor", "--dns", "nowhere").expect(64)
    try workspace.tierpost("doctor", "--sender", "defalt").expect(66, saying: "did you mean 'default'?")
  }

  @Test func `a sender with a folder is passed over unless it is named`() throws {
    let outcome = try workspace("folder: Data/Outbox").tierpost("doctor")
    outcome.expect(0, saying: "writes into a folder")
    #expect(outcome.output.isEmpty)
  }

  @Test(
    .enabled(if: SystemServer.hasRelay, "\(SystemServer.relayReason)"),
    arguments: [SystemServer.RelayMode.starttls, .tls])
  func `a relay's TLS, certificate and AUTH are looked at`(mode: SystemServer.RelayMode) async throws {
    let relay = try await SystemServer.relay(mode)
    defer { relay.stop() }
    let server = server(key: nil)
    defer { server.stop() }
    let scheme = mode == .tls ? "smtps" : "smtp"
    let lines = [
      "smtp: \(scheme)://127.0.0.1:\(relay.port)", "user: acme", "password_env: P", "plain_text: refuse",
    ]
    func look(_ password: String, _ further: String) throws -> [[String: JSON]] {
      let workspace = try workspace(lines[0], lines[1], lines[2], lines[3], further)
      let outcome = try workspace.tierpost(
        "doctor", "--dns", "127.0.0.1:\(server.port)", "--json", environment: ["P": password])
      #expect(!outcome.output.contains(password) && !outcome.errors.contains(password))
      return try outcome.objects().filter { $0["check"] == "relay" }
    }
    let good = try look("hunter2", "ca_file: \(relay.certificatePath)")
    #expect(
      good.allSatisfy {
        $0["level"] == "good" || $0["found"]?.text?.contains("certificate is valid for") == true
      })
    let found = good.compactMap { $0["found"]?.text }
    #expect(found.contains { $0.contains("TLSv1.3, the certificate is verified") }, "\(found)")
    #expect(found.contains { $0.hasPrefix("STARTTLS") } == (mode == .starttls))
    #expect(found.contains { $0.contains(/valid for \d more days/) }, "\(found)")
    #expect(found.contains { $0.contains("AUTH") && $0.contains("accepted") }, "\(found)")
    let refused = try look("swordfish-4711", "ca_file: \(relay.certificatePath)")
    #expect(
      refused.map { $0["level"] } == ["wrong"] && refused[0]["found"]?.text?.contains("credentials") == true)
    let unknown = try look("hunter2", "connections: 1")
    #expect(unknown.map { $0["level"] } == ["wrong"] && unknown[0]["why"]?.text?.contains("TLS") == true)
  }
}
