import PartnerProgram

/// The few ids nearest to one that is not there: those it begins, then those at most two edits away.
struct NearestIDs {
  private let wanted: [UInt8]
  private let limit: Int
  private var found: [(distance: Int, id: Partner.ID)] = []
  private var row: [Int] = []

  init(to id: String, limit: Int) {
    wanted = id.utf8.map(Self.folded)
    self.limit = limit
  }

  /// The nearest first; at the same distance in the order they came.
  var ids: [Partner.ID] { found.map(\.id) }

  mutating func consider(_ id: UnsafeBufferPointer<UInt8>) {
    let worst = found.count < limit ? 3 : found[limit - 1].distance
    guard let distance = distance(to: id), distance < worst else { return }
    let place = found.firstIndex { $0.distance > distance } ?? found.count
    found.insert((distance, String(decoding: id, as: UTF8.self)), at: place)
    if found.count > limit { found.removeLast() }
  }

  /// Edits between the wanted id and `id`, letters' case aside; 2 where the wanted one begins it; nil where it is more than two.
  private mutating func distance(to id: UnsafeBufferPointer<UInt8>) -> Int? {
    if wanted.count >= 2, id.count > wanted.count, zip(id, wanted).allSatisfy({ Self.folded($0) == $1 }) {
      return min(2, id.count - wanted.count)
    }
    guard abs(id.count - wanted.count) <= 2, id.count > 2 else { return nil }
    row.removeAll(keepingCapacity: true)
    row.append(contentsOf: 0...wanted.count)
    for (line, byte) in id.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      var best = row[0]
      for column in wanted.indices {
        let substituted = diagonal + (wanted[column] == Self.folded(byte) ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(substituted, diagonal + 1, row[column] + 1)
        best = min(best, row[column + 1])
      }
      if best > 2 { return nil }
    }
    return row[wanted.count] <= 2 ? row[wanted.count] : nil
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
