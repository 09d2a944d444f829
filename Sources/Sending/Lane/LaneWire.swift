import Mail

/// What a lane speaks: SMTP or HTTP.
protocol LaneWire: SendableMetatype {
  associatedtype Upstream: Sendable
  /// An envelope as the lane takes it in.
  associatedtype Item: LaneItem
  associatedtype Alarm: LaneAlarm
  /// Runs the lane on the present thread, to its end.
  static func run(_ inbox: LaneInbox<Self>)
}

/// An envelope on its way into a lane.
protocol LaneItem: Sendable {
  var id: Envelope.ID { get }
}

/// Wakes a lane that waits; any thread may ring it.
protocol LaneAlarm: Sendable {
  init()
  func ring()
}
