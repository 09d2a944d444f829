/// A small deterministic generator (SplitMix64): the same seed gives the same numbers on every machine and toolchain.
struct SeededRandom {
  private var state: UInt64

  /// A stream of numbers of its own for each thing that is made, so that one can be made without those before it.
  init(seed: UInt64, stream: UInt64, index: Int) {
    state = seed &* 0x9e37_79b9_7f4a_7c15 ^ (stream &* 0xd1b5_4a32_d192_ed03)
    state = next() ^ UInt64(index) &* 0x2545_f491_4f6c_dd1d
    _ = next()
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number from 0 to below `limit`, which is above 0.
  mutating func below(_ limit: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(limit)).high)
  }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// True in so many of a hundred cases.
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A place by weight.
  mutating func place(byWeights weights: [Int]) -> Int {
    var rest = below(max(1, weights.reduce(0, +)))
    for (place, weight) in weights.enumerated() {
      if rest < weight { return place }
      rest -= weight
    }
    return weights.count - 1
  }
}
