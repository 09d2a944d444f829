import Foundation
import Glibc

/// A Postfix of its own for one test: with STARTTLS, AUTH and PIPELINING, in its own folder, beside whatever the machine
/// runs. It keeps every message in its hold queue.
extension SystemServer {
  private static let master = "/usr/sbin/postfix"
  private static let daemons = "/usr/lib/postfix/sbin"

  /// Only root may start a Postfix.
  package static var hasPostfix: Bool {
    geteuid() == 0 && access(master, X_OK) == 0 && access("\(daemons)/smtpd", X_OK) == 0
      && getpwnam("postfix") != nil
  }
  package static let postfixReason = "skipped: needs root and Postfix (apt-get install postfix)"

  /// Takes mail under TLS alone, from the user acme with the password hunter2, or from whoever shows its own certificate.
  package static func postfix(settings: (SystemServer) -> [String: String] = { _ in [:] }) throws
    -> SystemServer
  {
    let server = try SystemServer()
    do {
      try server.startPostfix()
      return server
    } catch {
      server.stop()
      throw error
    }
  }

  private func startPostfix() throws {
    try makeCertificate()
    let authentication = DovecotAuthentication(user: "acme", password: "hunter2")
    endings.append { authentication.stop() }
    for name in ["etc", "queue", "data"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    guard let owner = getpwnam("postfix"),
      chown(folder.appending(path: "data").path, owner.pointee.pw_uid, 0) == 0
    else { throw Failure(reason: "the folder of Postfix cannot be given to it") }
    port = Loopback.freePort()
    // The certificate signs itself, so it is its own authority, for clients too.
    let values = [
      "compatibility_level": "3.6", "queue_directory": folder.appending(path: "queue").path,
      "data_directory": folder.appending(path: "data").path, "command_directory": "/usr/sbin",
      "daemon_directory": Self.daemons, "mail_owner": "postfix", "setgid_group": "postdrop",
      "maillog_file": logPath, "maillog_file_prefixes": folder.path, "inet_interfaces": "127.0.0.1",
      "inet_protocols": "ipv4", "myhostname": "relay.example", "mydestination": "", "alias_maps": "",
      "relay_domains": "partner.example", "relay_transport": "discard", "default_transport": "discard",
      "smtpd_relay_restrictions": "permit_sasl_authenticated, permit_tls_all_clientcerts, reject",
      "smtpd_recipient_restrictions": "check_recipient_access static:HOLD",
      "smtpd_tls_security_level": "encrypt", "smtpd_tls_cert_file": certificatePath,
      "smtpd_tls_key_file": keyPath, "smtpd_tls_auth_only": "yes", "smtpd_sasl_auth_enable": "yes",
      "smtpd_sasl_type": "dovecot", "smtpd_sasl_path": "inet:127.0.0.1:\(authentication.port)",
      "smtpd_tls_CAfile": certificatePath, "smtpd_tls_ask_ccert": "yes", "local_header_rewrite_clients": "",
      "smtpd_error_sleep_time": "0", "message_size_limit": "20000000",
    ]
    try write(values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }, to: "etc/main.cf")
    try write(Self.services(port: port), to: "etc/master.cf")
    guard try Self.run(Self.master, ["-c", configuration, "start"]) == 0 else {
      throw Failure(reason: "Postfix did not start: \(log)")
    }
    endings.append { [folder] in
      let file = folder.appending(path: "queue/pid/master.pid")
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      if let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) { kill(process, SIGTERM) }
    }
    for _ in 0..<500 where !Loopback.answers(port) { usleep(10_000) }
  }

  /// Service, type, private, unprivileged, chroot, wake-up, processes, program.
  private static func services(port: Int) -> [String] {
    [
      "127.0.0.1:\(port) inet n - n - - smtpd", "cleanup unix n - n - 0 cleanup",
      "qmgr unix n - n 300 1 qmgr",
      "tlsmgr unix - - n 1000? 1 tlsmgr", "rewrite unix - - n - - trivial-rewrite",
      "bounce unix - - n - 0 bounce",
      "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce", "proxymap unix - - n - - proxymap",
      "showq unix n - n - - showq", "error unix - - n - - error", "retry unix - - n - - error",
      "discard unix - - n - - discard", "anvil unix - - n - 1 anvil", "postlog unix-dgram n - n - 1 postlogd",
    ]
  }

  private var configuration: String { folder.appending(path: "etc").path }
  private var logPath: String { folder.appending(path: "log").path }
  package var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

  private func write(_ lines: [String], to name: String) throws {
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appending(path: name))
  }

  /// A message of the queue as Postfix has it: envelope recipient, and header and body with CRLF.
  package func queued(_ id: String) throws -> (recipient: String, message: [UInt8]) {
    let recipient = try Self.output("/usr/sbin/postcat", ["-c", configuration, "-e", "-q", id])
      .split(separator: "\n").first { $0.hasPrefix("recipient: ") }
    let text = try Self.output("/usr/sbin/postcat", ["-c", configuration, "-h", "-b", "-q", id])
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    return (String((recipient ?? "").dropFirst(11)), Array(lines.utf8))
  }

  /// How many messages are in the queue.
  package func queueLength() throws -> Int {
    try Self.output("/usr/sbin/postqueue", ["-c", configuration, "-j"]).split(separator: "\n").count
  }

  private static func output(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
