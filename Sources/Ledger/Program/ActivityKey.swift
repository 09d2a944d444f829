/// The key of an activity's row: its partner's number, then a number of its own in the order of first import.
///
/// One integer keeps a partner's activities together and is the cheapest key to insert by.
struct ActivityKey: RawRepresentable {
  let rawValue: Int64

  init(rawValue: Int64) { self.rawValue = rawValue }

  /// Both numbers fit 31 and 32 bits: two thousand million partners and twice as many activities.
  init(partner: Int64, number: Int64) { rawValue = partner << 32 | number }

  /// The activity's number, which tells within an import whether it has met the row.
  var number: Int64 { rawValue & 0xFFFF_FFFF }

  /// The keys of all activities of a partner.
  static func range(ofPartner number: Int64) -> ClosedRange<Int64> {
    number << 32...(number << 32 | 0xFFFF_FFFF)
  }
}
