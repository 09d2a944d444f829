/// Counts events of the last hour or day, in parts of the window: never fewer than there were.
///
/// A part counts until all of it has left the window, so an event counts up to one part's length longer than it must.
struct SlidingCount: Equatable {
  /// Microseconds of one part, and of the window with what a message may take on its way.
  struct Shape: Equatable {
    let part: Int64
    let window: Int64
    let places: Int

    static let hour = Shape(part: 120_000_000, window: 3_600_000_000)
    static let day = Shape(part: 1_800_000_000, window: 86_400_000_000)

    init(part: Int64, window: Int64) {
      self.part = part
      self.window = window + Self.travel
      places = Int(window / part) + 2
    }

    private static let travel: Int64 = 1_000_000
  }

  let shape: Shape
  /// The number of the newest part since 1970.
  private(set) var newest: Int64
  /// How many stand in `counts`, those that no longer count among them: most questions are answered by it.
  private var total = 0
  /// By part number modulo the places.
  private(set) var counts: [UInt32]

  init(_ shape: Shape) {
    self.shape = shape
    newest = 0
    counts = []
  }

  /// As kept in a file; what lies in the future, by a clock that was set back, counts as of now.
  init(_ shape: Shape, newest: Int64, counts: [UInt32], now: Int64) {
    self.init(shape)
    guard counts.contains(where: { $0 > 0 }) else { return }
    let present = now / shape.part
    for back in 0..<Int64(shape.places) {
      let part = newest - back
      let count = counts[Self.place(of: part, shape)]
      if count > 0 { add(Int(count), part: min(part, present)) }
    }
  }

  var isEmpty: Bool { counts.isEmpty }

  /// How many events count at `now`.
  func count(at now: Int64) -> Int {
    var sum = 0
    forEach(at: now) { _, count in sum += count }
    return sum
  }

  /// The first moment at which one more event keeps within `limit`, where `reserved` others are under way.
  func opening(limit: Int, reserved: Int, at now: Int64) -> Int64 {
    var excess = reserved + 1 - limit
    if total + excess <= 0 { return now }
    excess += count(at: now)
    if excess <= 0 { return now }
    // Oldest first: each part that leaves makes room.
    var opening: Int64?
    forEach(at: now) { part, count in
      guard excess > 0 else { return }
      excess -= count
      if excess <= 0 { opening = (part + 1) * shape.part + shape.window }
    }
    // Those under way fill it by themselves: their outcome has to come first.
    return opening ?? now + 100_000
  }

  mutating func add(at now: Int64) { add(1, part: now / shape.part) }

  /// Whether nothing counts any more.
  func isOver(at now: Int64) -> Bool { counts.isEmpty || count(at: now) == 0 }

  private mutating func add(_ count: Int, part: Int64) {
    if counts.isEmpty {
      counts = Array(repeating: 0, count: shape.places)
      newest = part
    }
    if part > newest {
      let gap = min(part - newest, Int64(shape.places))
      for step in 0..<gap {
        let place = Self.place(of: part - step, shape)
        total -= Int(counts[place])
        counts[place] = 0
      }
      newest = part
    }
    // What is older than all places is counted in the oldest of them, for longer.
    let part = max(part, newest - Int64(shape.places) + 1)
    let place = Self.place(of: part, shape)
    total += count
    counts[place] = UInt32(min(Int64(counts[place]) + Int64(count), Int64(UInt32.max)))
  }

  private func forEach(at now: Int64, _ body: (_ part: Int64, _ count: Int) -> Void) {
    if counts.isEmpty { return }
    for back in stride(from: Int64(shape.places) - 1, through: 0, by: -1) {
      let part = newest - back
      let count = counts[Self.place(of: part, shape)]
      if count > 0, (part + 1) * shape.part > now - shape.window { body(part, Int(count)) }
    }
  }

  private static func place(of part: Int64, _ shape: Shape) -> Int {
    let place = Int(part % Int64(shape.places))
    return place < 0 ? place + shape.places : place
  }
}
