/// How many connections a lane keeps open: half as many more for each round of successes until the first failure; from
/// then on one more for each round, and one fewer for each failure.
struct ConnectionWindow {
  static let initial = 2.0

  let maximum: Int
  private var size: Double
  private var hasFailed = false

  init(maximum: Int) {
    self.maximum = max(1, maximum)
    size = min(Self.initial, Double(self.maximum))
  }

  var limit: Int { Int(size) }

  /// A message was answered.
  mutating func succeed() { size = min(Double(maximum), size + (hasFailed ? 1 / size : 0.5)) }

  /// The server took a message more slowly than it was offered.
  mutating func shrink() {
    hasFailed = true
    size = max(1, size - 1)
  }

  /// A connection was refused or lost while `live` others hold.
  mutating func fail(live: Int) {
    hasFailed = true
    size = max(1, min(size, Double(max(1, live))).rounded(.down))
  }
}
