import Foundation
import Dispatch
import Glibc
import Synchronization

/// A command as the faulty server heard it.
package struct HeardCommand: Sendable, Equatable {
  /// `EHLO`, `MAIL`, `RCPT`, `DATA`, `RSET`, `QUIT`, ...; `.` for the end of a message.
  package let verb: String
  package let line: String
  /// At the end of a message: its text.
  package var message = ""
  /// By the server's clock.
  package var heardAt = ContinuousClock.Instant.now
  /// Which connection, from 0.
  package let connection: Int
  /// How many messages this connection had taken.
  package let taken: Int
  /// More commands had come in the same piece.
  package let isFollowed: Bool
}

/// What the faulty server does about a command.
package enum ServerAction: Sendable {
  case reply(String)
  /// The same after a pause, in which nothing is read.
  case delayed(milliseconds: Int, String)
  /// At the end of a message: stores it, then answers so.
  case storeAndReply(String)
  case storeAndDrop
  case replyAndDrop(String)
  case drop
  /// Never answers, and keeps the connection.
  case silence
}

/// A small SMTP server on loopback that does wrong what a test asks for.
///
/// Its threads end with `stop`.
package final class FaultyServer: Sendable {
  package struct Script: Sendable {
    /// Nil: greets with nothing.
    package var greeting: String? = "220 faulty.example ESMTP"
    package var keywords = ["PIPELINING", "SIZE 10000000", "8BITMIME"]
    /// Nil: does what a good server would.
    package var answer: @Sendable (HeardCommand) -> ServerAction?

    package init(answer: @escaping @Sendable (HeardCommand) -> ServerAction? = { _ in nil }) {
      self.answer = answer
    }
  }

  package struct Record: Sendable {
    package var connections = 0
    package var heard: [HeardCommand] = []
    /// Messages taken, dots unstuffed, in order.
    package var stored: [(recipient: String, bytes: [UInt8])] = []
  }

  package let port: Int
  package let script: Script
  private let listener: Int32
  private let sessions = DispatchGroup()
  private let state = Mutex((record: Record(), sockets: [Int32](), isStopped: false))

  package init(_ script: Script = Script()) {
    self.script = script
    (listener, port) = Loopback.listen()
    Thread.detachNewThread { self.acceptAll() }
  }

  package var record: Record { state.withLock { $0.record } }
  package var heardVerbs: [String] { record.heard.map(\.verb) }

  package func stop() {
    state.withLock { state in
      state.isStopped = true
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  /// Waits until every connection is served to its end; false where one still holds after ten seconds.
  ///
  /// What a killed client had sent is then taken in.
  package func drain() -> Bool { sessions.wait(timeout: .now() + 10) == .success }

  private func acceptAll() {
    // Under the lock, so that `stop` never touches a number that is used anew.
    defer { state.withLock { _ in _ = Glibc.close(listener) } }
    while true {
      let socket = accept(listener, nil, nil)
      if socket < 0 { return }
      let number = state.withLock { state in
        // Nobody is served after `stop`; the listener fails at the next turn.
        if state.isStopped { return -1 }
        state.sockets.append(socket)
        state.record.connections += 1
        return state.record.connections - 1
      }
      if number < 0 {
        Glibc.close(socket)
        continue
      }
      var one: Int32 = 1
      setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      sessions.enter()
      Thread.detachNewThread {
        defer { self.sessions.leave() }
        var session = FaultySession(server: self, socket: socket, number: number)
        session.run()
        self.state.withLock { state in
          state.sockets.removeAll { $0 == socket }
          Glibc.close(socket)
        }
      }
    }
  }

  func hear(_ command: HeardCommand) { state.withLock { $0.record.heard.append(command) } }

  func store(_ recipient: String, _ bytes: [UInt8]) {
    state.withLock { $0.record.stored.append((recipient, bytes)) }
  }
}

/// Sockets on 127.0.0.1 with ports of the system's choice.
package enum Loopback {
  package static func listen() -> (socket: Int32, port: Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The system reads and writes the address within the calls.
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(listener, address, length) == 0 && Glibc.listen(listener, 64) == 0)
        getsockname(listener, address, &length)
      }
    }
    return (listener, Int(UInt16(bigEndian: address.sin_port)))
  }

  /// A port on which nobody listens at the moment.
  package static func freePort() -> Int {
    let (socket, port) = listen()
    Glibc.close(socket)
    return port
  }
}
