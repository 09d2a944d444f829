import CCurl
import Glibc
import Synchronization

/// A server on loopback that throws messages away: each reply comes a while after its command, as over a long line, and the
/// reply to a message later still, as from a server that has work with it.
final class DelayingSink {
  let port: Int
  private(set) var taken = 0
  /// Milliseconds.
  private let replyDelay: Int
  private let acceptDelay: Int
  private let listener: Int32
  private let poll: Int32
  private var sessions: [Int32: SinkSession] = [:]
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  private static let isStopped = Atomic(false)

  init?(replyDelay: Int, acceptDelay: Int) {
    self.replyDelay = replyDelay
    self.acceptDelay = acceptDelay
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    poll = epoll_create1(0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The system reads and writes the address within the calls.
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 512) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening, poll >= 0 else { return nil }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    watch(listener)
    signal(SIGTERM) { _ in DelayingSink.isStopped.store(true, ordering: .relaxed) }
  }

  func run() {
    var events = [epoll_event](repeating: epoll_event(), count: 128)
    while !Self.isStopped.load(ordering: .relaxed) {
      let count = epoll_wait(poll, &events, Int32(events.count), timeout())
      for event in events.prefix(Int(max(0, count))) {
        if event.data.fd == listener { greet() } else { read(event.data.fd) }
      }
      let now = Self.milliseconds()
      for session in sessions.values { session.sendDue(now) }
    }
  }

  private func timeout() -> Int32 {
    guard let next = sessions.values.compactMap(\.nextDue).min() else { return 500 }
    return Int32(max(0, (next - Self.milliseconds()).rounded(.up)))
  }

  private func greet() {
    while case let socket = accept(listener, nil, nil), socket >= 0 {
      _ = fcntl(socket, F_SETFL, O_NONBLOCK)
      var one: Int32 = 1
      setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      let session = SinkSession(socket)
      session.answer("220 sink.example ESMTP", at: Self.milliseconds() + Double(replyDelay))
      sessions[socket] = session
      watch(socket)
    }
  }

  private func read(_ socket: Int32) {
    guard let session = sessions[socket] else { return }
    while true {
      let count = recv(socket, &chunk, chunk.count, 0)
      if count < 0, errno == EAGAIN { return }
      guard count > 0 else {
        sessions[socket] = nil
        close(socket)
        return
      }
      let now = Self.milliseconds()
      session.take(chunk[..<count]) { command in
        switch command {
        case .ehlo: session.answer("250-sink.example\r\n250 PIPELINING", at: now + Double(replyDelay))
        case .data: session.answer("354 go on", at: now + Double(replyDelay))
        case .end:
          taken += 1
          // The server works on one message of a connection at a time.
          session.answer("250 taken", at: max(now, session.lastDue) + Double(replyDelay + acceptDelay))
        case .other: session.answer("250 ok", at: now + Double(replyDelay))
        }
      }
    }
  }

  private func watch(_ socket: Int32) {
    var event = epoll_event()
    event.events = EPOLLIN.rawValue
    event.data.fd = socket
    epoll_ctl(poll, EPOLL_CTL_ADD, socket, &event)
  }

  private static func milliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }
}
