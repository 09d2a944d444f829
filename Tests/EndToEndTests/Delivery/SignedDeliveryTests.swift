import Foundation
import TestSupport
import Testing

/// What leaves is signed: every mail, by every key, under an envelope sender that says which delivery it is.
@Suite(.timeLimit(.minutes(3))) struct SignedDeliveryTests {
  private static let keys = TestWorkspace.repository + "/Tests/SigningTests/Cases"
  private static let lines = [
    "dkim:", "  - {domain: acme.example, selector: s1, key_file: \(keys)/keys/rsa2048.pem}",
    "  - {domain: acme.example, selector: e1, key_file: \(keys)/keys/rfc8463-ed25519.pem}",
  ]
  private static let python = "/usr/bin/python3"
  private static let hasVerifier =
    (try? TierpostProcess(["-c", "import dkim, nacl"], in: "/", executable: python).finish().exitCode) == 0

  @Test(.enabled(if: hasVerifier, "skipped: dkimpy is missing (apt-get install python3-dkim python3-nacl)"))
  func `dkimpy finds every mail valid, in every language`() async throws {
    let workspace = try await DeliveryWorkspace(sender: ["folder: Data/Outbox"] + Self.lines)
    let end = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--limit", "160"))
    #expect(end.code == 0, "\(end.errors)")
    let languages = try ReceivedMail.files(in: workspace.folder + "/Data/Outbox").map(\.language)
    #expect(Set(languages).isSuperset(of: ["en", "de", "ja", "ar"]))
    let made = try TestWorkspace.ofTwo()
    var records = ""
    for (selector, file) in [("s1", "rsa2048"), ("e1", "rfc8463-ed25519")] {
      records += "\(selector)._domainkey.acme.example\t\(try Self.record(file, made))\n"
    }
    try made.write(records, to: "records.tsv")
    let outcome = try TierpostProcess(
      ["\(Self.keys)/verify.py", workspace.folder + "/Data/Outbox", made.path("records.tsv")],
      in: made.folder,
      executable: Self.python
    ).finish()
    outcome.expect(0)
    #expect(outcome.lines.count == 160 && languages.count == 160)
    #expect(outcome.lines.allSatisfy { $0.hasSuffix("\trsa-sha256+ ed25519-sha256+") })
  }

  /// The record of a key by openssl, not by us.
  private static func record(_ file: String, _ place: TestWorkspace) throws -> String {
    let made = try TierpostProcess(
      ["pkey", "-in", "\(keys)/keys/\(file).pem", "-pubout", "-outform", "DER"], in: place.folder,
      executable: "/usr/bin/openssl"
    ).finish()
    // Ed25519 stands as its 32 bytes alone (RFC 8463 4.2).
    let isRSA = file.hasPrefix("rsa")
    let key = Data(isRSA ? made.outputBytes[...] : made.outputBytes.suffix(32)).base64EncodedString()
    return "v=DKIM1; k=\(isRSA ? "rsa" : "ed25519"); p=\(key)"
  }

  @Test(.enabled(if: SystemServer.hasSink, "\(SystemServer.sinkReason)"))
  func `each delivery has its own envelope sender, of one length and without the address`() async throws {
    let sink = try await SystemServer.sink()
    defer { sink.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: sink.port) + ["verp: true"] + Self.lines)
    let end = try await workspace.send()
    #expect(end.code == 0, "\(end.errors)")
    // A test names no delivery.
    let test = try await workspace.run(
      [
        "send", "monthly-status", "--edition", "2026-10", "--as-of", DeliveryWorkspace.asOf, "--to",
        "me@example.com",
      ])
    #expect(test.code == 0, "\(test.errors)")
    let files = try FileManager.default.contentsOfDirectory(at: sink.folder, includingPropertiesForKeys: nil)
    let senders = try files.map { file in
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      #expect(text.contains("DKIM-Signature: v=1; a=rsa-sha256"))
      return try #require(text.firstMatch(of: #/X-Mail-Args: <([^>]*)>/#)).1
    }
    #expect(Set(senders).count == senders.count && senders.count > 20)
    #expect(senders.count { $0 == "bounces@acme.example" } == 1, "the test's")
    for sender in senders where sender != "bounces@acme.example" {
      #expect(sender.wholeMatch(of: #/bounces\+[a-z2-7]{40}@acme\.example/#) != nil, "\(sender)")
    }
  }
}
