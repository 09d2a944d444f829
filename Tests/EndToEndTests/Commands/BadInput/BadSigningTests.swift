import Foundation
import Testing

/// Mistakes in `dkim:`, `verp:` and key files, each with its place.
@Suite struct BadSigningTests {
  private static let keys = TestWorkspace.repository + "/Tests/SigningTests/Cases/keys"

  @Test(arguments: [
    ("dkim: s1", "expected a list"), ("dkim: []", "the list is empty"),
    ("dkim: [{selector: s1, key_file: a.pem}]", "the key 'domain' is missing"),
    ("dkim: [{domain: acme.example, key_file: a.pem}]", "the key 'selector' is missing"),
    ("dkim: [{domain: acme.example, selector: s1}]", "the key 'key_file' is missing"),
    ("dkim: [{domain: acme.example, selector: s1, key_fil: a.pem}]", "did you mean 'key_file'?"),
    ("dkim: [{domain: acme.example, selector: s1, key: x}]", "does not belong in a settings file"),
    (
      "dkim: [{domain: other.example, selector: s1, key_file: a.pem}]",
      "is not the domain of From, acme.example"
    ),
    ("dkim: [{domain: sub.acme.example, selector: s1, key_file: a.pem}]", "DMARC alignment"),
    ("dkim: [{domain: cme.example, selector: s1, key_file: a.pem}]", "DMARC alignment"),
    ("dkim: [{domain: \"not a domain\", selector: s1, key_file: a.pem}]", "is not a domain"),
    ("dkim: [{domain: acme.example, selector: \"s 1\", key_file: a.pem}]", "is not a selector"),
    ("dkim: [{domain: acme.example, selector: \"s1;\", key_file: a.pem}]", "is not a selector"),
    (
      "dkim: [{domain: acme.example, selector: s1, key_file: a.pem}, {domain: acme.example, selector: S1, key_file: b.pem}]",
      "are those of another entry"
    ),
    ("dkim_expires: 14 days", "there is no dkim:"),
    (
      "dkim: [{domain: acme.example, selector: s1, key_file: a.pem}]\n    dkim_expires: 1 day", "out of range"
    ),
    ("verp: true", "verp: needs bounces:"), ("verp: maybe", "expected true or false"),
    ("verp: true\n    bounces: a-local-part-of-24-bytes@acme.example", "must have at most 23 bytes"),
    ("dkim: [{domain: acme.example, selector: s1, key_file: a.pem}]", "there is no key file a.pem"),
    (
      "dkim: [{domain: acme.example, selector: s1, key_file: \(keys)/rsa512.pem}]",
      "receivers accept none under 1024"
    ),
    ("dkim: [{domain: acme.example, selector: s1, key_file: \(keys)/encrypted-pkcs8.pem}]", "is encrypted"),
    ("dkim: [{domain: acme.example, selector: s1, key_file: \(keys)/public.pem}]", "holds the public half"),
    ("dkim: [{domain: acme.example, selector: s1, key_file: \(keys)/p256.pem}]", "neither RSA nor Ed25519"),
    ("dkim: [{domain: acme.example, selector: s1, key_file: Segments}]", "cannot be read"),
  ])
  func `a mistake is refused at its place`(lines: String, words: String) throws {
    let workspace = try workspace(lines)
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: words)
    #expect(
      outcome.errors.contains(/tierpost\.yaml:\d+:\d+: error: .+\n +\d+ \| .*\n +\| +\^/), "\(outcome.errors)"
    )
  }

  @Test func `nothing is sent with a key that cannot sign`() throws {
    let workspace = try workspace(
      "dkim: [{domain: acme.example, selector: s1, key_file: \(Self.keys)/encrypted-pkcs8.pem}]")
    try workspace.tierpost("send", "monthly-status", "--as-of", "2026-11-01", "--yes").expect(
      78, saying: "is encrypted")
    #expect(workspace.outbox().isEmpty)
  }

  @Test func `a parent of the From domain may sign, and mistakes come all at once`() throws {
    let workspace = try workspace(
      "dkim: [{domain: example, selector: s1, key_file: a.pem}, {domain: acme.example, selector: \"\", key_file: b.pem}]"
    )
    try workspace.tierpost("check").expect(
      78, saying: "'example' is not a domain", "'' is not a selector", "2 problems")
    let parent = try self.workspace(
      "dkim: [{domain: acme.example, selector: s1, key_file: \(Self.keys)/rsa2048.pem}]")
    try parent.edit("tierpost.yaml", "<partners@acme.example>", "<partners@news.acme.example>")
    try parent.tierpost("check").expect(0)
  }

  @Test func `a key that others can read is told`() throws {
    let workspace = try workspace("dkim: [{domain: acme.example, selector: s1, key_file: s1.pem}]")
    try FileManager.default.copyItem(atPath: Self.keys + "/rsa2048.pem", toPath: workspace.path("s1.pem"))
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: workspace.path("s1.pem"))
    try workspace.tierpost("check").expect(0, saying: "warning: s1.pem can be read by others")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: workspace.path("s1.pem"))
    #expect(try !workspace.tierpost("check").errors.contains("warning"))
  }

  private func workspace(_ lines: String) throws -> TestWorkspace {
    let workspace = try TestWorkspace.ofTwo()
    let settings = try workspace.read("tierpost.yaml")
    let end = try #require(settings.range(of: "\nsenders:\n")).upperBound
    let sender = "    folder: Data/Outbox\n    from: Acme Partners <partners@acme.example>\n    \(lines)\n"
    try workspace.write(settings[..<end] + "  default:\n" + sender, to: "tierpost.yaml")
    return workspace
  }
}
