import Foundation
import Mail
import Testing

@testable import Sending

/// The POST of an unsubscribe button, against an https server of Python's on loopback.
@Suite(.timeLimit(.minutes(1))) struct OneClickPostTests {
  /// Answers 200 to what RFC 8058 asks for, 400 to anything else, and by its path otherwise.
  private static let script = """
    import http.server, ssl, sys
    class Page(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            good = body == b"List-Unsubscribe=One-Click" and "Cookie" not in self.headers
            status = int(self.path[1:]) if self.path[1:].isdigit() else 200 if good else 400
            self.send_response(status)
            self.send_header("Location", "https://127.0.0.1:1/")
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")
        def log_message(self, *_): pass
    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    print(server.server_port, flush=True)
    server.serve_forever()
    """
  private static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  @Test(.enabled(if: isThere, "skipped: python3 is missing (apt-get install python3)"))
  func `the status is told, and no redirect is followed`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "one-click-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let certificate = folder.appending(path: "certificate.pem").path
    let key = folder.appending(path: "key.pem").path
    let making = Process()
    making.executableURL = URL(filePath: "/usr/bin/openssl")
    making.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ]
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    let server = Process()
    server.executableURL = URL(filePath: "/usr/bin/python3")
    server.arguments = ["-c", Self.script, certificate, key]
    let output = Pipe()
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    try server.run()
    defer {
      kill(server.processIdentifier, SIGKILL)
      server.waitUntilExit()
    }
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    let page = "https://127.0.0.1:\(port)"
    #expect(OneClickPost.status(of: "\(page)/u/token", authorityFile: certificate) == 200)
    for status in [204, 302, 307, 405, 500] {
      #expect(OneClickPost.status(of: "\(page)/\(status)", authorityFile: certificate) == status)
    }
    #expect(OneClickPost.status(of: "\(page)/u/token") == nil, "its certificate is nobody's")
    #expect(OneClickPost.status(of: "http://127.0.0.1:\(port)/u/token") == nil, "https alone is asked")
  }

  @Test(
    arguments: [
      ("Nov 20 22:00:05 2026 GMT", Int64(1_795_212_005)), ("Jan  5 00:00:00 2027 GMT", 1_799_107_200),
      ("2026-11-20 22:00:05 GMT", 1_795_212_005), ("never", nil), ("", nil), ("Nov 20 22:00 2026 GMT", nil),
    ] as [(String, Int64?)])
  func `the last day of a certificate is read`(text: String, seconds: Int64?) {
    #expect(RelayInspection.certificateTime(text[...])?.seconds == seconds)
  }
}
