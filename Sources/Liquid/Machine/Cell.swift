/// A value inside the machine: 16 bytes without references, copied without counting.
///
/// Text, arrays and objects are stretches of the ``Store``: `bits` is where one begins, `length` how long it is.
@usableFromInline
struct Cell: Sendable {
  @usableFromInline
  enum Tag: UInt8, Sendable {
    /// The data has no such path.
    case missing
    /// A variable that was not assigned (yet).
    case unset
    case null, bool, int, decimal, wideInt, wideDecimal, string, date, day, money, array, object, range
    /// The state of a loop (`forloop`); `bits` is its number, `scale` 1 for a `tablerow`.
    case loop
    /// The variables at a place (`self`); `bits` is the number of their table, `length` that of their frame.
    case scope
    /// The words `empty` and `blank`.
    case empty, blank
  }

  @usableFromInline
  struct Flags: OptionSet, Sendable {
    @usableFromInline let rawValue: UInt8

    @inlinable
    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Text that the template's author wrote.
    @inlinable static var literal: Flags { Flags(rawValue: 1) }
    /// Text that is markup already.
    @inlinable static var safe: Flags { Flags(rawValue: 2) }
    /// Text that went through `raw`: written as it is everywhere.
    @inlinable static var raw: Flags { Flags(rawValue: 4) }
    static var markup: Flags { Flags(rawValue: 6) }
  }

  @usableFromInline var tag: Tag
  @usableFromInline var flags: Flags = []
  /// Of a decimal the digits after the point, of money those of its minor unit.
  @usableFromInline var scale: UInt16 = 0
  /// Length of text, array or object; of a range its last less its first; of money its packed currency.
  @usableFromInline var length: UInt32 = 0
  @usableFromInline var bits: Int64 = 0

  @inlinable
  init(tag: Tag, flags: Flags = [], scale: UInt16 = 0, length: UInt32 = 0, bits: Int64 = 0) {
    self.tag = tag
    self.flags = flags
    self.scale = scale
    self.length = length
    self.bits = bits
  }

  @inlinable static var missing: Cell { Cell(tag: .missing) }
  static var unset: Cell { Cell(tag: .unset) }
  @inlinable static var null: Cell { Cell(tag: .null) }
  static var empty: Cell { Cell(tag: .empty) }
  static var blank: Cell { Cell(tag: .blank) }
  static var noText: Cell { Cell(tag: .string, flags: .literal) }

  @inlinable
  static func bool(_ value: Bool) -> Cell { Cell(tag: .bool, bits: value ? 1 : 0) }
  @inlinable
  static func int(_ value: Int64) -> Cell { Cell(tag: .int, bits: value) }
  @inlinable
  static func decimal(_ mantissa: Int64, _ scale: Int) -> Cell {
    Cell(tag: .decimal, scale: UInt16(clamping: scale), bits: mantissa)
  }
  @inlinable
  static func date(_ seconds: Int64) -> Cell { Cell(tag: .date, bits: seconds) }
  @inlinable
  static func day(_ days: Int32) -> Cell { Cell(tag: .day, bits: Int64(days)) }
  @inlinable
  static func string(at offset: Int, _ length: Int) -> Cell {
    Cell(tag: .string, length: UInt32(length), bits: Int64(offset))
  }
  static func loop(_ plan: Int32, isTable: Bool) -> Cell {
    Cell(tag: .loop, scale: isTable ? 1 : 0, bits: Int64(plan))
  }
  @inlinable
  static func array(at offset: Int, _ count: Int) -> Cell {
    Cell(tag: .array, length: UInt32(count), bits: Int64(offset))
  }

  @inlinable
  static func money(_ money: Value.Money) -> Cell {
    Cell(tag: .money, scale: UInt16(money.scale), length: money.currencyCode, bits: money.minorUnits)
  }

  @inlinable
  func marked(_ flags: Flags) -> Cell {
    var copy = self
    if tag == .string { copy.flags.formUnion(flags) }
    return copy
  }

  func unmarked(_ flags: Flags) -> Cell {
    var copy = self
    copy.flags.subtract(flags)
    return copy
  }

  @inlinable var count: Int { Int(length) }
  @inlinable var start: Int { Int(bits) }
  /// All but nil, false and what is not there.
  var isTrue: Bool { tag.rawValue > Tag.null.rawValue && !(tag == .bool && bits == 0) }
  var isNothing: Bool { tag.rawValue <= Tag.null.rawValue }
  /// The word `empty` or `blank`.
  var isWord: Bool { tag == .empty || tag == .blank }
  var isNumber: Bool { tag.rawValue >= Tag.int.rawValue && tag.rawValue <= Tag.wideDecimal.rawValue }
  var isSafe: Bool { flags.contains(.safe) }
  /// Last number of a range.
  var upper: Int64 { bits + Int64(Int32(bitPattern: length)) }
  /// Number of elements of a range.
  var rangeCount: Int { max(0, Int(Int32(bitPattern: length)) + 1) }

  var currency: String {
    var bytes: [UInt8] = []
    appendCurrency(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendCurrency(to bytes: inout [UInt8]) {
    var rest = length
    while rest != 0 {
      let byte = UInt8(truncatingIfNeeded: rest >> 24)
      if byte != 0 { bytes.append(byte) }
      rest <<= 8
    }
  }
}
