import Mail

extension Delivery.Reply {
  /// An answer that came from no server: the cause in words, by default as a passing failure.
  static func local(
    _ text: String, code: Int = 0, status: (UInt8, UInt16, UInt16) = (4, 0, 0)
  ) -> Delivery.Reply {
    Delivery.Reply(code: code, status: EnhancedStatus(status.0, status.1, status.2), text: text)
  }

  /// The caller took it back before its turn.
  static let withdrawn = local("withdrawn before it began", status: (4, 7, 0))
}

extension Delivery {
  /// The caller took it back before its turn: nothing of it was sent.
  package var isWithdrawn: Bool { outcome == .deferred(.withdrawn) }
}
