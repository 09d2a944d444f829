import CCurl
import Mail

/// A lane of HTTP requests.
enum HTTPWire: LaneWire {
  typealias Upstream = HTTPUpstream
  typealias Item = Envelope
  typealias Alarm = MultiAlarm

  static func run(_ inbox: HTTPInbox) { HTTPLane(inbox: inbox).run() }
}

typealias HTTPInbox = LaneInbox<HTTPWire>
typealias HTTPBatch = LaneBatch<HTTPWire>

extension Envelope: LaneItem {}

/// libcurl's multi handle, on which the lane waits.
///
/// Unchecked: everyone but the lane's thread calls `curl_multi_wakeup` alone, which libcurl allows from any thread; it is
/// freed when the last one who knows the inbox is gone, and the thread is one of them.
final class MultiAlarm: LaneAlarm, @unchecked Sendable {
  let handle: UnsafeMutableRawPointer

  init() {
    guard let handle = CurlHandle.makeMulti() else { preconditionFailure("no memory is left for a lane") }
    self.handle = handle
  }

  deinit { curl_multi_cleanup(handle) }

  func ring() { curl_multi_wakeup(handle) }
}
