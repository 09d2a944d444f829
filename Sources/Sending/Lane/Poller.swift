import CCurl
import Glibc

/// Waits for the lane's sockets and its wake-up, with epoll; and for libcurl's while it opens connections.
final class Poller {
  struct Event {
    let socket: Int32
    let isReadable: Bool
  }

  private let descriptor: Int32
  private let wake: Int32
  private var ready = [epoll_event](repeating: epoll_event(), count: 64)
  /// What the last wait ended with.
  private(set) var events: [Event] = []

  init?(wake: Int32) {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    self.wake = wake
    guard descriptor >= 0, wake >= 0 else { return nil }
    control(EPOLL_CTL_ADD, wake, EPOLLIN.rawValue)
  }

  deinit {
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  func add(_ socket: Int32) { control(EPOLL_CTL_ADD, socket, EPOLLIN.rawValue) }

  func watch(_ socket: Int32, writing: Bool) {
    control(EPOLL_CTL_MOD, socket, EPOLLIN.rawValue | (writing ? EPOLLOUT.rawValue : 0))
  }

  func remove(_ socket: Int32) { control(EPOLL_CTL_DEL, socket, 0) }

  /// Waits for the first of: a socket, a wake-up, a move of `multi`'s, the deadline.
  func wait(
    for multi: UnsafeMutableRawPointer?, until deadline: Instant?, now: Instant
  ) {
    var timeout = deadline.map(now.milliseconds(to:)) ?? -1
    if let multi {
      var own = curl_waitfd(fd: descriptor, events: Int16(CURL_WAIT_POLLIN), revents: 0)
      curl_multi_poll(multi, &own, 1, timeout < 0 ? 60_000 : timeout, nil)
      timeout = 0
    }
    let count = epoll_wait(descriptor, &ready, Int32(ready.count), timeout)
    events.removeAll(keepingCapacity: true)
    if count <= 0 { return }
    for event in ready[..<Int(count)] {
      if event.data.fd == wake {
        var value: UInt64 = 0
        _ = read(wake, &value, 8)
      } else {
        // An error or a hang-up is found by reading.
        let isReadable = event.events & ~EPOLLOUT.rawValue != 0
        events.append(Event(socket: event.data.fd, isReadable: isReadable))
      }
    }
  }

  private func control(_ operation: Int32, _ socket: Int32, _ events: UInt32) {
    var event = epoll_event()
    event.events = events
    event.data.fd = socket
    epoll_ctl(descriptor, operation, socket, &event)
  }
}
