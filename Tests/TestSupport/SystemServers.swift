package import Foundation
import Glibc

/// A program started for one test in a folder of its own; both are gone when it ends.
package final class SystemServer {
  package struct Failure: Error { package let reason: String }

  package let folder: URL
  package internal(set) var port = 0
  private let process = Process()
  /// What else has to end with it.
  var endings: [() -> Void] = []

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "sending-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  package func stop() {
    for end in endings { end() }
    // Not SIGTERM: a child of a Dispatch thread is born with it blocked.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: - smtp-sink

  package static let sinkPath = "/usr/sbin/smtp-sink"
  package static var hasSink: Bool { access(sinkPath, X_OK) == 0 }
  package static let sinkReason = "skipped: smtp-sink is missing (apt-get install postfix)"

  /// smtp-sink with one file per message; it answers when this returns.
  package static func sink(options: [String] = []) async throws -> SystemServer {
    let server = try SystemServer()
    // smtp-sink refuses to be root; its dump folder is then someone else's.
    let user = getuid() == 0 ? ["-u", "nobody"] : []
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: server.folder.path)
    server.port = Loopback.freePort()
    server.process.executableURL = URL(filePath: sinkPath)
    server.process.currentDirectoryURL = server.folder
    server.process.arguments = user + ["-d", "message."] + options + ["127.0.0.1:\(server.port)", "100"]
    try server.process.run()
    // It says nothing when it is ready, so it is asked.
    for _ in 0..<1_000 {
      if Loopback.answers(server.port) { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    return server
  }

  package var messageCount: Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).count) ?? -1
  }

  // MARK: - aiosmtpd

  package static var hasRelay: Bool { access("/usr/lib/python3/dist-packages/aiosmtpd", F_OK) == 0 }
  package static let relayReason = "skipped: aiosmtpd is missing (apt-get install python3-aiosmtpd)"

  package enum RelayMode: String { case starttls, tls }

  /// The server of `RelayScript`, with a certificate of its own for 127.0.0.1.
  package static func relay(_ mode: RelayMode) async throws -> SystemServer {
    let server = try SystemServer()
    try FileManager.default.createDirectory(at: server.mailbox, withIntermediateDirectories: true)
    try server.makeCertificate()
    try server.startPython(
      RelayScript.text, [server.certificatePath, server.keyPath, server.mailbox.path, mode.rawValue])
    return server
  }

  /// Starts a program that ends with this object; it says nothing.
  func start(_ path: String, _ arguments: [String]) throws {
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Starts a script that prints its port first.
  func startPython(_ script: String, _ arguments: [String]) throws {
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw Failure(reason: "the script did not say its port")
    }
    self.port = port
  }

  /// A certificate for 127.0.0.1 that signs itself.
  func makeCertificate() throws {
    let made = try Self.run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
        "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", keyPath,
        "-out", certificatePath,
      ])
    guard made == 0 else { throw Failure(reason: "openssl made no certificate") }
  }

  package var certificatePath: String { folder.appending(path: "certificate.pem").path }
  package var keyPath: String { folder.appending(path: "key.pem").path }
  private var mailbox: URL { folder.appending(path: "mailbox") }

  /// The messages the relay took, in no order.
  package func messages() throws -> [[UInt8]] {
    try FileManager.default.contentsOfDirectory(at: mailbox, includingPropertiesForKeys: nil)
      .map { [UInt8](try Data(contentsOf: $0)) }
  }

  static func run(_ path: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}

extension Loopback {
  /// Whether somebody listens there.
  package static func answers(_ port: Int) -> Bool {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    defer { Glibc.close(client) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    // The system reads the address within the call.
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
