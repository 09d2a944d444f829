/// How far ahead of the replies a lane writes: as its server announces and as it has behaved.
struct PipeliningPolicy {
  let limit: PipeliningLevel
  /// Messages answered in good order before the next one's commands go out behind a final dot.
  let proof: Int
  private var clean = 0
  private(set) var hasMisbehaved = false

  init(limit: PipeliningLevel, proof: Int) {
    self.limit = limit
    self.proof = proof
  }

  func level(for capabilities: ServerCapabilities) -> PipeliningLevel {
    if hasMisbehaved || !capabilities.pipelining { return .none }
    return min(limit, clean >= proof ? .acrossMessages : .envelope)
  }

  mutating func succeed() { clean += 1 }

  /// For good: a server that lost count once is not tried again.
  mutating func misbehave() { hasMisbehaved = true }
}
