/// The memory of one render: text, arrays and objects, and the registers that hold cells.
///
/// It only grows during a render and is emptied, keeping its capacity, before the next.
struct Store {
  /// Literals of the running program.
  var literals: [UInt8] = []
  var bytes: [UInt8] = []
  var cells: ContiguousArray<Cell> = []
  var registers: ContiguousArray<Cell> = []

  mutating func reset() {
    bytes.removeAll(keepingCapacity: true)
    cells.removeAll(keepingCapacity: true)
  }

  mutating func string(_ text: String) -> Cell {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    return .string(at: start, bytes.count - start)
  }

  mutating func string(_ text: [UInt8]) -> Cell {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return .string(at: start, text.count)
  }

  /// The text written since `mark`.
  func string(since mark: Int) -> Cell { .string(at: mark, bytes.count - mark) }

  /// An array of `count` nils, to be filled in.
  mutating func reserveArray(_ count: Int) -> Cell {
    let start = cells.count
    cells.append(contentsOf: repeatElement(.null, count: count))
    return .array(at: start, count)
  }

  /// An object of `count` fields, to be filled in as name, value, name, value.
  mutating func reserveObject(_ count: Int) -> Cell {
    let start = cells.count
    cells.append(contentsOf: repeatElement(.null, count: 2 * count))
    return Cell(tag: .object, length: UInt32(count), bits: Int64(start))
  }

  mutating func array(_ elements: some Collection<Cell>) -> Cell {
    let start = cells.count
    cells.append(contentsOf: elements)
    return .array(at: start, elements.count)
  }

  /// Takes a host's value in.
  mutating func cell(_ value: Value) -> Cell {
    switch value {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .decimal(let value): return .decimal(value.mantissa, value.scale)
    case .wide(let value):
      return self.cell(
        Decimals.Number(mantissa: value.mantissa, scale: value.scale), isDecimal: value.isDecimal)
    case .string(let text, let safe): return safe ? string(text).marked(.safe) : string(text)
    case .date(let seconds): return .date(seconds)
    case .day(let days): return .day(days)
    case .money(let money): return .money(money)
    case .range(let lower, let upper): return range(lower, upper)
    case .array(let elements):
      let array = reserveArray(elements.count)
      for (position, element) in elements.enumerated() { cells[array.start + position] = cell(element) }
      return array
    case .object(let object):
      let cell = reserveObject(object.count)
      for (position, field) in object.fields.enumerated() {
        cells[cell.start + 2 * position] = string(field.name)
        cells[cell.start + 2 * position + 1] = self.cell(field.value)
      }
      return cell
    }
  }

  /// A range; one that spans more than 2^31 numbers is cut there.
  func range(_ lower: Int64, _ upper: Int64) -> Cell {
    let (difference, overflow) = upper.subtractingReportingOverflow(lower)
    let span = overflow ? (upper < lower ? Int32.min : Int32.max) : Int32(clamping: difference)
    return Cell(tag: .range, length: UInt32(bitPattern: span), bits: lower)
  }

  /// Gives a cell to the host.
  func value(_ cell: Cell) -> Value {
    switch cell.tag {
    case .missing, .unset, .null, .loop, .scope: .null
    case .empty, .blank: .string("")
    case .bool: .bool(cell.bits != 0)
    case .int: .int(cell.bits)
    case .decimal: .decimal(Value.Decimal(mantissa: cell.bits, scale: Int(cell.scale)))
    case .wideInt, .wideDecimal:
      .wide(
        Value.Wide(mantissa: wide(cell).mantissa, scale: Int(cell.scale), isDecimal: cell.tag == .wideDecimal)
      )
    case .string: .string(swiftString(cell), safe: cell.isSafe)
    case .date: .date(cell.bits)
    case .day: .day(Int32(truncatingIfNeeded: cell.bits))
    case .money:
      .money(
        Value.Money(minorUnits: cell.bits, currency: cell.currency, exponent: Int(cell.scale)))
    case .range: .range(cell.bits, cell.upper)
    case .array: .array((0..<cell.count).map { value(cells[cell.start + $0]) })
    case .object:
      .object(
        Value.Object(
          (0..<cell.count).map {
            (swiftString(cells[cell.start + 2 * $0]), value(cells[cell.start + 2 * $0 + 1]))
          }))
    }
  }
}
