import Mail
import PartnerProgram

/// Finds what an edition has to send: the planned first, then the deferred that are due, the longest due first.
struct DueFinder {
  struct Due {
    let claim: Claim
    let state: DeliveryState
    let email: EmailAddress
  }

  private static let states = [DeliveryState.planned, .deferred]
  private let query: Query
  private let edition: EditionRecord.ID
  private let latest: Int64
  /// The asked-for partners that were not looked up yet; nil where everyone is asked for.
  private var asked: ArraySlice<Partner.ID>?

  init(
    _ connection: Connection, edition: EditionRecord.ID, latest: Int64, only: Set<Partner.ID>?
  ) throws(LedgerError) {
    self.edition = edition
    self.latest = latest
    asked = only.map { ArraySlice($0.sorted()) }
    let select = """
      SELECT delivery.id, delivery.attempts, partner.id, partner.email, delivery.planned FROM
      """
    query = try connection.query(
      only == nil
        ? """
        \(select) delivery CROSS JOIN partner ON partner.number = partner
          WHERE edition = ? AND state = ? AND ifnull(due, 0) <= ? ORDER BY due, delivery.id LIMIT ?
        """
        : """
        \(select) partner CROSS JOIN delivery ON partner.number = partner AND edition = ?
          WHERE state = ? AND ifnull(due, 0) <= ? AND partner.id = ? LIMIT 1
        """)
  }

  /// At most `limit` deliveries; empty when there are no more.
  ///
  /// Those found before must have changed their state.
  mutating func next(_ limit: Int) throws(LedgerError) -> [Due] {
    if asked != nil { return try nextAsked(limit) }
    var found: [Due] = []
    for state in Self.states where found.isEmpty {
      bind(state)
      query.bind(limit, at: 4)
      while try query.step() { found.append(try due(state)) }
    }
    return found
  }

  private mutating func nextAsked(_ limit: Int) throws(LedgerError) -> [Due] {
    var found: [Due] = []
    while found.count < limit, let partner = asked?.popFirst() {
      for state in Self.states {
        bind(state)
        query.bind(partner, at: 4)
        while try query.step() { found.append(try due(state)) }
      }
    }
    return found
  }

  private func bind(_ state: DeliveryState) {
    query.bind(edition.rawValue, at: 1)
    query.bind(state.rawValue, at: 2)
    query.bind(latest, at: 3)
  }

  private func due(_ state: DeliveryState) throws(LedgerError) -> Due {
    let email = query.bytes(3)
    guard let at = email.lastIndex(of: UInt8(ascii: "@")) else {
      throw LedgerError(.corrupt, "the row of partner \(query.text(2)) is damaged")
    }
    return Due(
      claim: Claim(
        id: Envelope.ID(rawValue: query.int64(0)), partner: query.text(2), attempt: query.int(1) + 1,
        planned: Timestamp(seconds: query.int64(4))),
      state: state,
      email: EmailAddress(
        uncheckedLocalPart: String(decoding: UnsafeBufferPointer(rebasing: email[..<at]), as: UTF8.self),
        domain: String(decoding: UnsafeBufferPointer(rebasing: email[(at + 1)...]), as: UTF8.self)))
  }
}
