import PartnerProgram

/// The numbers of partners by their ids, the last few thousand remembered: rows of a partner often stand near each other.
struct PartnerNumbers {
  private static let places = 4_096
  private let lookUp: Query
  private var remembered: [(id: Partner.ID, number: Int64)]

  init(_ connection: Connection) throws(LedgerError) {
    lookUp = try connection.query("SELECT number FROM partner WHERE id = ?")
    remembered = Array(repeating: ("", 0), count: Self.places)
  }

  /// The partner's number; nil where there is no such partner.
  mutating func number(of id: Partner.ID) throws(LedgerError) -> Int64? {
    let place = Self.place(of: id)
    if remembered[place].number != 0, remembered[place].id == id { return remembered[place].number }
    lookUp.bind(id, at: 1)
    guard try lookUp.step() else { return nil }
    let number = lookUp.int64(0)
    lookUp.reset()
    remembered[place] = (id, number)
    return number
  }

  /// FNV-1a over the id's bytes; only this process sees it.
  private static func place(of id: Partner.ID) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int((hash ^ hash >> 32) % UInt64(places))
  }
}
