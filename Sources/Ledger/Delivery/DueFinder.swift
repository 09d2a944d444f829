import Mail
import PartnerProgram

/// Finds what an edition has to send: the planned first, then the deferred that are due, the longest due first.
struct DueFinder {
  struct Due {
    let claim: Claim
    let state: DeliveryState
    let email: EmailAddress
    /// When it came into the edition.
    let entered: Timestamp
    /// When it was first attempted.
    let firstTried: Timestamp?
  }

  private static let states = [DeliveryState.planned, .deferred]
  private var queries: [(state: DeliveryState, query: Query)]
  /// The asked-for partners that were not looked up yet; nil where everyone is asked for.
  private var asked: ArraySlice<Partner.ID>?

  init(_ connection: Connection, _ request: ClaimRequest, latest: Int64) throws(LedgerError) {
    let only = request.only
    asked = only.map { ArraySlice($0.sorted()) }
    queries = []
    for state in Self.states where state == .deferred || !request.deferredOnly {
      // What is planned has no time; so each state is one range of the index, the deferred ones as far as they are due.
      let isDue = state == .planned ? "due IS NULL" : "due <= ?3"
      let source =
        only == nil
        ? "delivery CROSS JOIN partner ON partner.number = partner WHERE edition = ?1 AND state = ?2 AND \(isDue)"
        : "partner CROSS JOIN delivery ON partner.number = partner AND edition = ?1 WHERE state = ?2 AND \(isDue)"
      let rest = only == nil ? "ORDER BY due, delivery.id LIMIT ?4" : "AND partner.id = ?4"
      let query = try connection.query(
        """
        SELECT delivery.id, attempts, partner.id, email, planned, entered, CASE WHEN attempts > 0 THEN
            (SELECT at FROM attempt WHERE attempt.delivery = delivery.id AND attempt.number = 1) END
          FROM \(source) \(rest)
        """)
      query.bind(request.edition.rawValue, at: 1)
      query.bind(state.rawValue, at: 2)
      query.bind(latest, at: 3)
      queries.append((state, query))
    }
  }

  /// At most `limit` deliveries; empty when there are no more.
  ///
  /// Those found before must have changed their state.
  mutating func next(_ limit: Int) throws(LedgerError) -> [Due] {
    if asked != nil { return try nextAsked(limit) }
    var found: [Due] = []
    for (state, query) in queries where found.isEmpty {
      query.bind(limit, at: 4)
      while try query.step() { found.append(try due(query, state)) }
    }
    return found
  }

  private mutating func nextAsked(_ limit: Int) throws(LedgerError) -> [Due] {
    var found: [Due] = []
    while found.count < limit, let partner = asked?.popFirst() {
      for (state, query) in queries {
        query.bind(partner, at: 4)
        while try query.step() { found.append(try due(query, state)) }
      }
    }
    return found
  }

  private func due(_ query: Query, _ state: DeliveryState) throws(LedgerError) -> Due {
    guard let email = EmailAddress(stored: query.bytes(3)) else {
      throw LedgerError(.corrupt, "the row of partner \(query.text(2)) is damaged")
    }
    return Due(
      claim: Claim(
        id: Envelope.ID(rawValue: query.int64(0)), partner: query.text(2), attempt: query.int(1) + 1,
        planned: Timestamp(seconds: query.int64(4))),
      state: state,
      email: email,
      entered: Timestamp(seconds: query.int64(5)),
      firstTried: query.optionalInt64(6).map { Timestamp(seconds: $0) })
  }
}
