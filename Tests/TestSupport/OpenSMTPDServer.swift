import Foundation
import Glibc

/// An OpenSMTPD of its own for one test, which offers no PIPELINING; it keeps every message in its queue.
///
/// Its paths and users are built in, so it runs where only it sees other ones: in a mount namespace, which needs root.
extension SystemServer {
  /// Where `make setup` unpacks it.
  private static let unpacked = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: ".build/servers/opensmtpd")

  package static var hasOpenSMTPD: Bool {
    geteuid() == 0 && access(unpacked.appending(path: "usr/sbin/smtpd").path, X_OK) == 0
      && (try? run("/usr/bin/unshare", ["-m", "true"])) == 0
  }
  package static let openSMTPDReason = "skipped: needs root, mount namespaces and OpenSMTPD (make setup)"

  /// Takes mail for partner.example.
  package static func openSMTPD() async throws -> SystemServer {
    let server = try SystemServer()
    do {
      try server.startOpenSMTPD()
    } catch {
      server.stop()
      throw error
    }
    for _ in 0..<1_000 {
      if Loopback.answers(server.port) { return server }
      try await Task.sleep(for: .milliseconds(5))
    }
    server.stop()
    throw Failure(reason: "OpenSMTPD does not answer")
  }

  private func startOpenSMTPD() throws {
    port = Loopback.freePort()
    for name in ["spool/smtpd", "run", "lib/opensmtpd/empty"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    chmod(folder.appending(path: "spool/smtpd").path, 0o711)
    for (file, lines) in [
      "passwd": [
        "opensmtpd:x:64001:64001::/nonexistent:/bin/false",
        "opensmtpq:x:64002:64002::/nonexistent:/bin/false",
      ],
      "group": ["opensmtpd:x:64001:", "opensmtpq:x:64002:"],
    ] {
      let text =
        try String(contentsOfFile: "/etc/\(file)", encoding: .utf8) + lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: folder.appending(path: file))
    }
    // Nobody listens at port 1, so that all mail stays.
    let settings = """
      listen on 127.0.0.1 port \(port) hostname relay.example
      action "hold" relay host "smtp://127.0.0.1:1"
      match from any for domain "partner.example" action "hold"

      """
    try Data(settings.utf8).write(to: folder.appending(path: "smtpd.conf"))
    let script = """
      mount --make-rprivate /
      mount --bind "$1/passwd" /etc/passwd && mount --bind "$1/group" /etc/group
      mount --bind "$1/spool" /var/spool && mount --bind "$1/run" /run && mount --bind "$1/lib" /var/lib
      exec "$2/usr/sbin/smtpd" -d -f "$1/smtpd.conf"
      """
    try start("/usr/bin/unshare", ["-m", "sh", "-c", script, "sh", folder.path, Self.unpacked.path])
  }

  /// The messages of the queue as OpenSMTPD has them, with CRLF; it puts its own trace header in front.
  package func openSMTPDMessages() throws -> [[UInt8]] {
    let queue = folder.appending(path: "spool/smtpd/queue")
    let files =
      FileManager.default.enumerator(at: queue, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
      ?? []
    return try files.filter { $0.lastPathComponent == "message" }.map { file in
      try Data(contentsOf: file).flatMap { $0 == UInt8(ascii: "\n") ? [13, 10] : [$0] }
    }
  }
}
