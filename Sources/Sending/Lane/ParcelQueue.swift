/// Parcels in order, taken from the front.
struct ParcelQueue {
  private var parcels: [Parcel] = []
  private var taken = 0

  var count: Int { parcels.count - taken }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ parcel: Parcel) { parcels.append(parcel) }

  /// Puts one back at the front: it has waited longest.
  mutating func putBack(_ parcel: Parcel) {
    if taken > 0 {
      taken -= 1
      parcels[taken] = parcel
    } else {
      parcels.insert(parcel, at: 0)
    }
  }

  mutating func take() -> Parcel? {
    guard taken < parcels.count else { return nil }
    let parcel = parcels[taken]
    taken += 1
    // Taken ones hold their bodies until they are dropped, so that happens before there are many.
    if taken == parcels.count || taken >= 256 {
      parcels.removeSubrange(..<taken)
      taken = 0
    }
    return parcel
  }

  /// Takes out all that match.
  mutating func removeAll(where matches: (Parcel) -> Bool) -> [Parcel] {
    let waiting = parcels[taken...]
    let removed = waiting.filter(matches)
    parcels = waiting.filter { !matches($0) }
    taken = 0
    return removed
  }
}
