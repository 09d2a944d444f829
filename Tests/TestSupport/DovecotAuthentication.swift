import Foundation
import Glibc
import Synchronization

/// Answers a Postfix whether a password is right, by Dovecot's authentication protocol 1.1: PLAIN for one user.
final class DovecotAuthentication: Sendable {
  let port: Int
  private let listener: Int32
  private let expected: String
  private let sockets = Mutex<[Int32]>([])

  init(user: String, password: String) {
    expected = Data("\0\(user)\0\(password)".utf8).base64EncodedString()
    (listener, port) = Loopback.listen()
    Thread.detachNewThread { self.acceptAll() }
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    sockets.withLock { sockets in for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) } }
  }

  private func acceptAll() {
    while case let socket = accept(listener, nil, nil), socket >= 0 {
      sockets.withLock { $0.append(socket) }
      Thread.detachNewThread {
        self.serve(socket)
        self.sockets.withLock { $0.removeAll { $0 == socket } }
        Glibc.close(socket)
      }
    }
    Glibc.close(listener)
  }

  private func serve(_ socket: Int32) {
    say(
      "VERSION\t1\t1\nMECH\tPLAIN\tplaintext\nSPID\t1\nCUID\t1\nCOOKIE\t0123456789abcdef\nDONE\n", to: socket)
    var input = ""
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while case let count = recv(socket, &chunk, chunk.count, 0), count > 0 {
      input += String(decoding: chunk[..<count], as: UTF8.self)
      while let end = input.firstIndex(of: "\n") {
        let words = input[..<end].split(separator: "\t").map(String.init)
        input.removeSubrange(...end)
        guard words.first == "AUTH", words.count > 2 else { continue }
        let isRight = words.contains("resp=\(expected)")
        say(isRight ? "OK\t\(words[1])\tuser=acme\n" : "FAIL\t\(words[1])\tuser=acme\n", to: socket)
      }
    }
  }

  private func say(_ text: String, to socket: Int32) {
    let bytes = Array(text.utf8)
    _ = send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
