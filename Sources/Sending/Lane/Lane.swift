import Mail

/// placeholder while compiling the surface
final class Lane {
  let inbox: LaneInbox
  init(inbox: LaneInbox) { self.inbox = inbox }
  func run() {}
}
