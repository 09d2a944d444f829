/// The memory of one render: text, arrays and objects, and the registers that hold cells.
///
/// It only grows during a render and is emptied, keeping its capacity, before the next.
@usableFromInline
struct Store: ~Copyable {
  /// The literals of the running program, then what this render has made.
  @usableFromInline var bytes: [UInt8] = []
  @usableFromInline var cells: ContiguousArray<Cell> = []
  @usableFromInline var registers: ContiguousArray<Cell> = []
  /// Bytes that are held besides the literals.
  var held: Int { bytes.count - literals + cells.count * 16 }
  /// Bytes of the literals.
  private(set) var literals = 0
  /// Where the fields of the last data were, by node of the program's open paths.
  var hints: [Int] = []

  /// Holds the literals and registers of `code` and nothing else.
  mutating func load(_ code: Code) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(from: code.literals, 0, code.literals.count)
    literals = code.literals.count
    hints.removeAll(keepingCapacity: true)
    registers.removeAll(keepingCapacity: true)
    registers.append(contentsOf: code.registers)
  }

  /// Forgets what the last render made.
  mutating func reset() {
    bytes.removeLast(bytes.count - literals)
    cells.removeAll(keepingCapacity: true)
  }

  /// Takes text in.
  ///
  /// It releases nothing but the array it has outgrown, which nobody else holds; told so, the compiler reads a text
  /// out of a record without counting a reference to it.
  @usableFromInline @inline(never) @_effects(releasenone)
  mutating func string(_ text: String) -> Cell {
    let start = bytes.count
    bytes.append(text: text)
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
  @usableFromInline
  mutating func reserveArray(_ count: Int) -> Cell {
    let start = cells.count
    cells.extend(by: count)
    return .array(at: start, count)
  }

  /// An object of `count` fields, to be filled in as name, value, name, value.
  @usableFromInline
  mutating func reserveObject(_ count: Int) -> Cell {
    let start = cells.count
    cells.extend(by: 2 * count)
    return Cell(tag: .object, length: UInt32(count), bits: Int64(start))
  }

  /// An array of `count` objects with these names, their values to be filled in.
  ///
  /// The elements come first; then, object by object, name, value, name, value. The text of a name is there once.
  @usableFromInline
  mutating func reserveTable(_ count: Int, _ names: [String]) -> Cell {
    let start = cells.count
    let width = 2 * names.count
    cells.extend(by: count * (width + 1))
    var object = Cell(tag: .object, length: UInt32(names.count), bits: Int64(start + count))
    for position in 0..<count {
      cells[start + position] = object
      object.bits += Int64(width)
    }
    guard count > 0 else { return .array(at: start, 0) }
    for column in names.indices {
      let key = string(names[column])
      for row in 0..<count { cells[start + count + row * width + 2 * column] = key }
    }
    return .array(at: start, count)
  }

  mutating func array(_ elements: some Collection<Cell>) -> Cell {
    let start = cells.count
    cells.append(contentsOf: elements)
    return .array(at: start, elements.count)
  }

  /// Takes a host's value in.
  @usableFromInline
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
    case .array(let elements): return list(elements)
    case .object(let object):
      let cell = reserveObject(object.count)
      for position in object.keys.indices { cells[cell.start + 2 * position] = string(object.keys[position]) }
      take(object.values, at: cell.start + 1)
      return cell
    }
  }

  /// A list; the names of objects that have the same ones as the object before them are there once.
  private mutating func list(_ elements: [Value]) -> Cell {
    let array = reserveArray(elements.count)
    var place = array.start
    var last: (keys: [String], start: Int) = ([], 0)
    lendEach(of: elements) { element in
      let element = element.value
      defer { place += 1 }
      guard case .object(let object) = element, object.count > 0, last.keys == object.keys else {
        let cell = cell(element)
        cells[place] = cell
        if case .object(let object) = element { last = (object.keys, cell.start) }
        return
      }
      let cell = reserveObject(object.count)
      for position in 0..<object.count {
        cells[cell.start + 2 * position] = cells[last.start + 2 * position]
      }
      take(object.values, at: cell.start + 1)
      cells[place] = cell
    }
    return array
  }

  /// Takes in the values of an object, into every other cell from `start` on.
  private mutating func take(_ values: [Value], at start: Int) {
    var place = start
    lendEach(of: values) { value in
      let cell = cell(value.value)
      cells[place] = cell
      place += 2
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
        Value.Money(minorUnits: cell.bits, currencyCode: cell.length, exponent: Int(cell.scale)))
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
