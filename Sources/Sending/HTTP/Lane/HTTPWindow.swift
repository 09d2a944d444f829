/// How many requests may be under way: twice as many after each round of answers until the provider first objects, then
/// half of them, and from there one more for each round.
struct HTTPWindow {
  private static let initial = 2.0

  let maximum: Int
  private var size: Double
  private var hasFailed = false

  init(maximum: Int) {
    self.maximum = max(1, maximum)
    size = min(Self.initial, Double(self.maximum))
  }

  var limit: Int { Int(size) }

  /// A request was answered.
  mutating func succeed() { size = min(Double(maximum), size + (hasFailed ? 1 / size : 1)) }

  /// A request failed or was too much while `live` others are under way.
  mutating func fail(live: Int) {
    hasFailed = true
    size = max(1, (min(size, Double(live + 1)) / 2).rounded(.down))
  }
}
