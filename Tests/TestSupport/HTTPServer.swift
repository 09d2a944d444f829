package import Foundation
import Glibc

/// A scripted HTTP server on loopback, in a folder of its own; both are gone when it stops.
package final class HTTPServer {
  /// How it answers a POST.
  package struct Move: Codable, Sendable {
    package enum Action: String, Codable, Sendable {
      case answer
      /// Takes the request and closes the connection.
      case drop
      /// Sends half of the answer's body and closes.
      case partial
      /// Never answers.
      case hang
      /// Closes the connection in the middle of the request (HTTP/1.1 alone).
      case cut
    }

    package var action = Action.answer
    package var status = 200
    package var headers: [String: String] = [:]
    package var body = #"{"id": "m1"}"#
    /// Seconds before the answer.
    package var delay = 0.0

    package init(
      _ action: Action = .answer, status: Int = 200, headers: [String: String] = [:],
      body: String = #"{"id": "m1"}"#, delay: Double = 0
    ) {
      self.action = action
      self.status = status
      self.headers = headers
      self.body = body
      self.delay = delay
    }

    private enum CodingKeys: String, CodingKey {
      case action = "do"
      case status, headers, body, delay
    }
  }

  /// A request as it arrived.
  package struct Request: Codable, Sendable {
    package let method: String
    package let path: String
    /// Names in lower case.
    package let headers: [String: String]
    package let body: Data
    package let version: String
    /// Which connection, from 0.
    package let connection: Int
    /// The most requests that had been under way at once by then.
    package let most: Int

    package var bytes: [UInt8] { [UInt8](body) }
    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  package enum Mode: String { case tls, plain }

  package static var isAvailable: Bool { access("/usr/lib/python3/dist-packages/h2", F_OK) == 0 }
  package static let reason = "skipped: python3-h2 is missing (apt-get install python3-h2)"

  private let folder: URL
  private let process = Process()
  package private(set) var port = 0

  package init(
    _ moves: [Move] = [Move()], mode: Mode = .tls, protocols: String = "h2,http/1.1",
    name: String = "IP:127.0.0.1"
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "http-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    if mode == .tls { try makeCertificate(for: name) }
    _ = FileManager.default.createFile(atPath: logPath, contents: nil)
    process.executableURL = URL(filePath: "/usr/bin/python3")
    let script = String(decoding: try JSONEncoder().encode(moves), as: UTF8.self)
    process.arguments = [
      "-c", HTTPServerScript.text, certificatePath, keyPath, logPath, mode.rawValue, protocols, script,
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw SystemServer.Failure(reason: "the HTTP server did not say its port")
    }
    self.port = port
  }

  package var certificatePath: String { folder.appending(path: "certificate.pem").path }
  private var keyPath: String { folder.appending(path: "key.pem").path }
  private var logPath: String { folder.appending(path: "requests").path }

  /// What has arrived, in order.
  package func requests() throws -> [Request] {
    let log = try Data(contentsOf: URL(filePath: logPath))
    return try log.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Request.self, from: Data($0))
    }
  }

  package func stop() {
    // Not SIGTERM: a child of a Dispatch thread is born with it blocked.
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  private func makeCertificate(for name: String) throws {
    let openssl = Process()
    openssl.executableURL = URL(filePath: "/usr/bin/openssl")
    openssl.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=\(name)", "-keyout", keyPath, "-out", certificatePath,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    guard openssl.terminationStatus == 0 else {
      throw SystemServer.Failure(reason: "openssl made no certificate")
    }
  }
}
