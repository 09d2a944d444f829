/// Parcels whose recipient's domain takes nothing right now, apart from those that may go.
///
/// What could not go within `patience` does not come in: its batch would wait for it.
struct WaitingRoom<Parcel: BoundForDomain> {
  /// Microseconds.
  static var patience: Int64 { 5_000_000 }

  private struct Domain {
    var parcels: [Parcel] = []
    /// When the first of them may go.
    var until: Int64
  }

  private var domains: [DomainKey: Domain] = [:]
  /// For domains whose parcels were turned away: the turn that the last one was told to wait for.
  private var horizons: [DomainKey: Int64] = [:]
  private(set) var count = 0
  /// When the first parcel may go; known without looking, as it is asked for each message.
  private(set) var nextTurn = Int64.max

  var isEmpty: Bool { count == 0 }

  /// Lets a parcel in whose domain opens at `opening`; or says for which time it is turned away.
  mutating func admit(_ parcel: Parcel, opening: Int64, spacing: Int64, at now: Int64) -> Int64? {
    let waiting = Int64(domains[parcel.domain]?.parcels.count ?? 0)
    let turn = opening &+ waiting * spacing
    guard turn < opening || turn - now > Self.patience else {
      domains[parcel.domain, default: Domain(until: opening)].parcels.append(parcel)
      domains[parcel.domain]?.until = opening
      count += 1
      nextTurn = min(nextTurn, opening)
      return nil
    }
    if horizons.count > 1_024 { horizons = horizons.filter { $0.value > now } }
    // One turn for each, so that they do not come back all at once.
    let told = max(opening, horizons[parcel.domain].map { $0 &+ spacing } ?? opening)
    horizons[parcel.domain] = told
    return told
  }

  /// A parcel whose turn has come.
  mutating func takeDue(at now: Int64) -> Parcel? {
    guard nextTurn <= now, let key = domains.first(where: { $0.value.until <= now })?.key,
      var domain = domains[key]
    else {
      return nil
    }
    let parcel = domain.parcels.removeFirst()
    domains[key] = domain.parcels.isEmpty ? nil : domain
    count -= 1
    findNextTurn()
    return parcel
  }

  mutating func removeAll(where matches: (Parcel) -> Bool) -> [Parcel] {
    if isEmpty { return [] }
    var removed: [Parcel] = []
    for (key, domain) in domains {
      removed += domain.parcels.filter(matches)
      let rest = domain.parcels.filter { !matches($0) }
      domains[key] = rest.isEmpty ? nil : Domain(parcels: rest, until: domain.until)
    }
    count -= removed.count
    findNextTurn()
    return removed
  }

  private mutating func findNextTurn() { nextTurn = domains.values.lazy.map(\.until).min() ?? .max }
}

/// Something whose turn depends on its recipient's domain.
protocol BoundForDomain {
  var domain: DomainKey { get }
}
