import Foundation
import Testing

@testable import Signing

/// Signatures verified by dkimpy, which has nothing to do with ours; it is given the keys' records and asks no DNS.
struct DKIMPythonTests {
  static let python: URL? = ["/usr/bin/python3", "/usr/local/bin/python3"].map { URL(filePath: $0) }.first {
    FileManager.default.isExecutableFile(atPath: $0.path)
      && (try? run($0, ["-c", "import dkim, nacl"]))?.code == 0
  }
  static let reason: Comment = "skipped: dkimpy is missing (apt-get install python3-dkim python3-nacl)"

  @Test(.enabled(if: python != nil, reason))
  func `dkimpy finds both signatures of every message valid`() throws {
    let folder = try Folder()
    let signer = try DKIMCases.signer()
    for (name, bytes) in try DKIMCases.messages() {
      var message = bytes
      signer.sign(&message, date: DKIMCases.date)
      try folder.write(message, to: name)
    }
    let verdicts = try folder.verdicts(of: signer)
    #expect(verdicts.count == (try DKIMCases.messages().count) && verdicts.count > 15)
    for (name, verdict) in verdicts { #expect(verdict == "rsa-sha256+ ed25519-sha256+", "\(name)") }
  }

  @Test(.enabled(if: python != nil, reason))
  func `dkimpy finds every change`() throws {
    let folder = try Folder()
    let signer = try DKIMCases.signer()
    var message = try DKIMCases.bytes("messages/folded-headers.eml")
    signer.sign(&message, date: DKIMCases.date)
    let text = String(decoding: message, as: UTF8.self)
    let changes = [
      ("Hello\r\n", "Hella\r\n"), ("Hello\r\n", "Hello\r\n\r\n."), ("Subject: Your", "Subject: My"),
      ("List-Unsubscribe=One-Click", "List-Unsubscribe=One-Clack"), ("/u/AQEG", "/u/AQEH"),
      ("From: Acme", "From: Evil <evil@evil.example>\r\nFrom: Acme"),
      ("MIME-Version", "Reply-To: evil@evil.example\r\nMIME-Version"),
      ("MIME-Version", "Cc: evil@evil.example\r\nMIME-Version"),
      ("MIME-Version", "Subject: Another\r\nMIME-Version"),
      ("t=1793523600", "t=1793523601"),
    ]
    for (number, change) in changes.enumerated() {
      let changed = text.replacing(change.0, with: change.1)
      try #require(changed != text, "\(change.0)")
      try folder.write(Array(changed.utf8), to: "change-\(number).eml")
    }
    // What relays do to every mail breaks nothing.
    try folder.write(Array(("Received: from relay.example\r\n" + text).utf8), to: "kept-1.eml")
    try folder.write(
      Array(
        text.replacing("Hello\r\n", with: "Hello \t\r\n\r\n").replacing("To: Ada", with: "TO:  Ada").utf8),
      to: "kept-2.eml")
    for (name, verdict) in try folder.verdicts(of: signer) {
      let isKept = name.hasPrefix("kept")
      #expect(verdict == (isKept ? "rsa-sha256+ ed25519-sha256+" : "rsa-sha256- ed25519-sha256-"), "\(name)")
    }
  }

  /// A folder of messages that is gone with the test.
  private final class Folder {
    private let url = FileManager.default.temporaryDirectory.appending(path: "dkim-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: url) }

    func write(_ message: [UInt8], to name: String) throws {
      try Data(message).write(to: url.appending(path: name))
    }

    /// What dkimpy says of each message.
    func verdicts(of signer: DKIMSigner) throws -> [String: String] {
      let records = url.appending(path: "records.tsv")
      try signer.identities.map { "\($0.recordName)\t\($0.key.record)\n" }.joined()
        .write(to: records, atomically: true, encoding: .utf8)
      let script = DKIMCases.folder.appending(path: "verify.py").path
      let outcome = try DKIMPythonTests.run(try #require(python), [script, url.path, records.path])
      #expect(outcome.code == 0, "\(outcome.output)")
      return Dictionary(
        uniqueKeysWithValues: outcome.output.split(separator: "\n").map { line in
          let parts = line.split(separator: "\t", maxSplits: 1)
          return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
        })
    }
  }

  private static func run(_ program: URL, _ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
  }
}
