/// Whose turn it is among several upstreams, so that each gets its share, evenly spread.
///
/// Smooth weighted round robin: everybody's credit grows by its weight, and who has most is next and pays the sum.
struct PoolShares {
  private let weights: [Int]
  private var credits: [Int]

  init(weights: [Int]) {
    self.weights = weights
    credits = Array(repeating: 0, count: weights.count)
  }

  /// The next one of `candidates`, one of weight 0 only where there is no other; nil where there is none at all.
  mutating func next(among candidates: [Int]) -> Int? {
    let regular = candidates.filter { weights[$0] > 0 }
    let eligible = regular.isEmpty ? candidates : regular
    var next: Int?
    var sum = 0
    for index in eligible {
      // Reserves share alike.
      let weight = max(1, weights[index])
      credits[index] += weight
      sum += weight
      if next.map({ credits[$0] < credits[index] }) ?? true { next = index }
    }
    if let next { credits[next] -= sum }
    return next
  }
}
