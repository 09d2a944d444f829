import Mail
import PartnerProgram

/// A number over everything that an activity's row says: FNV-1a, 64 bits; another row, or the same changed, has another one.
///
/// It finds what was changed by mistake or behind the program's back. It is no signature: whoever knows it can make one.
struct RowSeal {
  /// The columns that are sealed, in the order of `value(of:from:)`.
  static let columns =
    "id, occurred, kind, status, currency, amount, commission, customer, reference, fee, tax, recurs"
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The seal of a row that was read; its columns begin at `first`.
  static func value(of row: Query, from first: Int) -> UInt64 {
    var seal = RowSeal()
    seal.add(row.bytes(first))
    seal.add(row.int64(first + 1))
    seal.add(row.bytes(first + 2))
    seal.add(row.bytes(first + 3))
    for column in 4...6 { seal.add(row.optionalInt64(first + column)) }
    for column in 7...8 { seal.add(row.isNull(first + column) ? nil : row.bytes(first + column)) }
    for column in 9...11 { seal.add(row.optionalInt64(first + column)) }
    return seal.value
  }

  /// The seal of an activity as `ActivityWriter` writes it.
  static func value(of activity: Activity, currency: Int64?) -> UInt64 {
    var seal = RowSeal()
    seal.add(activity.id.utf8)
    seal.add(activity.occurred.seconds)
    seal.add(activity.kind.word.utf8)
    seal.add(activity.status.rawValue.utf8)
    seal.add(currency)
    seal.add(activity.amount?.minorUnits)
    seal.add(activity.commission?.minorUnits)
    seal.add(activity.customer?.utf8)
    seal.add(activity.reference?.utf8)
    seal.add(activity.fee?.minorUnits)
    seal.add(activity.tax?.minorUnits)
    seal.add(activity.recurs)
    return seal.value
  }

  private mutating func add(_ bytes: (some Sequence<UInt8>)?) {
    guard let bytes else { return mix(0xFF) }
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    // No text has this byte: it tells where one ends.
    mix(0xFE)
  }

  private mutating func add(_ number: Int64?) {
    guard let number else { return mix(0xFD) }
    value = (value ^ UInt64(bitPattern: number)) &* 0x9E37_79B9_7F4A_7C15
    value ^= value >> 29
    mix(0xFC)
  }

  private mutating func mix(_ byte: UInt64) { value = (value ^ byte) &* 0x100_0000_01B3 }
}

extension Activity {
  /// The column `recurs`: the months paid for, negative for a renewal; nil where nothing recurs.
  var recurs: Int64? { recurring.map { Int64($0.isRenewal ? -$0.months : $0.months) } }
}
