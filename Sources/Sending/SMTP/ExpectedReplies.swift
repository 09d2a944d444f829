/// The commands whose replies have not come yet, in order; four bits each.
struct ExpectedReplies {
  enum Step: UInt8 { case reset, mail, recipient, data, finalDot, loneDot }

  /// The next one lowest.
  private var packed: UInt64 = 0
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }
  var first: Step? { isEmpty ? nil : Step(rawValue: UInt8(packed & 15)) }

  /// At most two transactions are under way, of five commands each.
  mutating func append(_ step: Step) {
    precondition(count < 16, "more commands are out than two transactions have")
    packed |= UInt64(step.rawValue) << UInt64(4 * count)
    count += 1
  }

  mutating func removeFirst() -> Step? {
    guard let step = first else { return nil }
    packed >>= 4
    count -= 1
    return step
  }
}
