import CCurl
import Glibc

/// A lane of SMTP connections.
enum SMTPWire: LaneWire {
  typealias Upstream = SMTPUpstream
  typealias Item = Parcel
  typealias Alarm = EventAlarm

  static func run(_ inbox: SMTPInbox) {
    guard let lane = Lane(inbox: inbox) else { preconditionFailure("no descriptors are left for a lane") }
    lane.run()
  }
}

typealias SMTPInbox = LaneInbox<SMTPWire>
typealias SMTPBatch = LaneBatch<SMTPWire>

extension Parcel: LaneItem {}

/// An eventfd in the lane's epoll set.
final class EventAlarm: LaneAlarm {
  let descriptor = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func ring() {
    var one: UInt64 = 1
    _ = write(descriptor, &one, 8)
  }
}
