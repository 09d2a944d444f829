import Foundation
import Testing

/// An https server of Python's on loopback, with a certificate that nobody has signed.
final class WebPage {
  static let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

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
  let port: Int
  /// Trusting this file is trusting the server.
  let certificate: String
  private let folder: URL
  private let server = Process()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "one-click-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "certificate.pem").path
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
    server.executableURL = URL(filePath: "/usr/bin/python3")
    server.arguments = ["-c", Self.script, certificate, key]
    let output = Pipe()
    server.standardOutput = output
    server.standardError = FileHandle.nullDevice
    try server.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  deinit {
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }
}
