import Foundation
import Glibc

/// Python with modules that Debian does not have, for those who have installed them.
package enum Python {
  /// Whether `python3` of the path can import a module.
  package static func has(_ module: String) -> Bool { (try? run("import \(module)")) != nil }

  package static let motoReason = "skipped: moto is missing (pip install 'moto[server]')"
  package static let botocoreReason = "skipped: botocore is missing (pip install botocore)"

  /// Runs a program and gives back what it printed; throws where it failed.
  package static func run(_ program: String, _ arguments: [String] = []) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw SystemServer.Failure(reason: "python3 failed: \(text)")
    }
    return text
  }
}

/// moto's imitation of AWS on loopback.
package final class MotoServer {
  package let port: Int
  private let process = Process()

  package init() async throws {
    port = Loopback.freePort()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", "\(port)"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says nothing when it is ready, so it is asked.
    for _ in 0..<2_000 {
      if Loopback.answers(port) { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    stop()
    throw SystemServer.Failure(reason: "moto does not answer")
  }

  /// Makes a domain one that may send.
  package func verify(_ domain: String) throws {
    _ = try Python.run(
      """
      import boto3, sys
      ses = boto3.client("sesv2", endpoint_url="http://127.0.0.1:" + sys.argv[1], region_name="eu-west-1",
          aws_access_key_id="x", aws_secret_access_key="y")
      ses.create_email_identity(EmailIdentity=sys.argv[2])
      """, ["\(port)", domain])
  }

  /// What was sent: recipient and message of each.
  package func messages() throws -> [(recipient: String, message: String)] {
    let text = try Python.run(
      """
      import json, sys, urllib.request
      data = json.load(urllib.request.urlopen("http://127.0.0.1:%s/moto-api/data.json" % sys.argv[1]))
      for message in data["ses"]["RawMessage"]:
          print(json.dumps([message["destinations"][0], message["raw_data"]]))
      """, ["\(port)"])
    return try text.split(separator: "\n").map { line in
      let pair = try JSONDecoder().decode([String].self, from: Data(line.utf8))
      return (pair[0], pair[1])
    }
  }

  package func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
  }
}
