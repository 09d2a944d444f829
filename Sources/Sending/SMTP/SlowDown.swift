import Mail

extension Delivery.Reply {
  /// Whether it asks for fewer messages to the recipient's domain: 421 and 4.7.x (rate, reputation, grey-listing), and
  /// 450 4.2.1, by which large receivers say that a mailbox gets too much at once.
  var asksToSlowDown: Bool {
    guard code / 100 == 4 else { return false }
    if code == 421 { return true }
    return (status.category == 4 && status.subject == 7)
      || (code == 450 && status == EnhancedStatus(4, 2, 1))
  }
}
