import Foundation
import Mail
import PartnerProgram
import Signing

@testable import Mailroom

/// A sender with everything right: RSA and Ed25519 keys, published records, a relay with TLS.
///
/// A test breaks one thing.
struct DoctorCase {
  var resolver = TableResolver()
  var probe = TableProbe()
  var asksPage = false
  var now = Timestamp(CivilDate(year: 2026, month: 11, day: 20), hour: 9)
  let sender: SenderSettings
  let program: ProgramSettings
  var keyFiles: [DKIMKeyFile]

  /// `lines` are put in place of the sender's.
  init(
    from: String = "Acme <partners@acme.example>", bounces: String = "bounces@acme.example",
    domain: String = "acme.example", relay: String = "smtp.relay.example", carrier: [String]? = nil,
    _ lines: String...
  ) throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let dkim = ["s1", "e1"].map { "{domain: \(domain), selector: \($0), key_file: \($0).pem}" }
    let sender =
      (carrier ?? ["smtp: smtp://\(relay):587", "user: acme", "password_env: X"]) + [
        "from: \(from)", "bounces: \(bounces)",
        "dkim: [\(dkim.joined(separator: ", "))]",
      ] + lines
    try Self.write(sender: sender, to: folder)
    for (name, file) in [("s1", "rsa2048"), ("e1", "rfc8463-ed25519")] {
      try FileManager.default.copyItem(atPath: Self.keys + "/\(file).pem", toPath: "\(folder)/\(name).pem")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder)/\(name).pem")
    }
    let workspace = try Workspace(folder: folder)
    guard let read = workspace.senders["default"] else { throw CocoaError(.featureUnsupported) }
    self.sender = read
    program = workspace.program
    keyFiles = try workspace.keyFiles(of: read)
    for file in keyFiles { resolver.texts[file.identity.recordName] = [file.key.record] }
    resolver.texts["acme.example"] = ["v=spf1 include:relay.example ~all"]
    resolver.texts["relay.example"] = ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"]
    resolver.texts["_dmarc.acme.example"] = ["v=DMARC1; p=reject; rua=mailto:dmarc@acme.example"]
    resolver.exchangers["acme.example"] = [MailExchanger(preference: 10, host: "mx.acme.example")]
    resolver.addresses = [
      "acme.example": ["192.0.2.80"], "mx.acme.example": ["192.0.2.25"],
      "partners.acme.example": ["192.0.2.80"],
      "smtp.relay.example": ["192.0.2.5", "2001:db8::5"],
    ]
    probe.facts.tlsVersion = "TLSv1.3"
    probe.facts.offersSTARTTLS = true
    probe.facts.mechanisms = ["PLAIN", "LOGIN"]
    probe.facts.certificateExpires = Timestamp(seconds: now.seconds + 60 * 86_400)
    probe.status = 404
    // A file's age is that of the repository on this machine.
    keyFiles = keyFiles.map {
      DKIMKeyFile(
        settings: $0.settings, key: $0.key, isReadableByOthers: $0.isReadableByOthers,
        modified: Timestamp(seconds: now.seconds - 86_400))
    }
  }

  var findings: [SenderFinding] {
    SenderDoctor(
      sender: sender, program: program, keyFiles: keyFiles, resolver: resolver, probe: probe,
      asksUnsubscribePage: asksPage, now: now
    ).findings()
  }

  /// The findings of one check that are not good.
  func complaints(_ check: String) -> [SenderFinding] {
    findings.filter { $0.check == check && $0.level != .good }
  }

  // MARK: - Files

  static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardized.path
  static let keys = repository + "/Tests/SigningTests/Cases/keys"

  static func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tierpost-doctor-\(UUID().uuidString)"
    ).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in ["Segments", "Templates"] {
      try FileManager.default.copyItem(atPath: "\(repository)/\(name)", toPath: "\(folder)/\(name)")
    }
    return folder
  }

  /// The repository's settings with another sender.
  static func write(sender: [String], to folder: String) throws {
    let settings = try String(contentsOfFile: repository + "/tierpost.yaml", encoding: .utf8)
    guard let end = settings.range(of: "\nsenders:\n")?.upperBound else {
      throw CocoaError(.fileReadCorruptFile)
    }
    try (settings[..<end] + "  default:\n" + sender.map { "    \($0)\n" }.joined())
      .write(toFile: folder + "/tierpost.yaml", atomically: true, encoding: .utf8)
  }
}
