/// Arithmetic: exact on whole numbers and decimals, an error where 38 digits do not suffice.
enum NumberFilters {
  typealias Number = Decimals.Number

  private static func read(_ cell: Cell, _ machine: borrowing Machine) -> Number {
    Coerce.looseNumber(cell, machine.store)
  }

  /// A result with a point stays one: 1.5 + 1.5 is 3.0.
  private static func cell(_ number: Number?, decimal: Bool, _ machine: inout Machine) throws(Fault) -> Cell {
    guard let number else { throw Fault(.value, "the result has more than \(Decimals.digits) digits") }
    return machine.store.cell(number, isDecimal: decimal)
  }

  /// A number with a point, or text that spells one.
  static func isDecimal(_ cell: Cell, _ machine: borrowing Machine) -> Bool {
    cell.tag == .decimal || cell.tag == .wideDecimal || Coerce.isDecimalText(cell, machine.store)
  }

  private static func money(_ a: Cell, _ b: Cell, _ name: String) throws(Fault) {
    if a.tag == .money || b.tag == .money {
      throw Fault(
        .filter, "\(name): arithmetic with money is not available yet", help: "let the host compute it")
    }
  }

  private static func combined(
    _ machine: inout Machine, _ input: Cell, _ operands: Operands, _ name: String,
    _ result: (Number, Number) -> Number?
  ) throws(Fault) -> Cell {
    try money(input, operands.first, name)
    let decimal = isDecimal(input, machine) || isDecimal(operands.first, machine)
    return try cell(
      result(read(input, machine), read(operands.first, machine)), decimal: decimal, &machine)
  }

  static func plus(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try combined(&machine, input, operands, "plus") { Decimals.add($0, $1) }
  }

  static func minus(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try combined(&machine, input, operands, "minus") { Decimals.add($0, $1, subtract: true) }
  }

  static func times(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try combined(&machine, input, operands, "times") { Decimals.multiply($0, $1) }
  }

  static func dividedBy(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "divided_by")
    let (dividend, divisor) = (read(input, machine), read(operands.first, machine))
    guard divisor.mantissa != 0 else { throw Fault(.value, "divided by 0") }
    if isDecimal(input, machine) || isDecimal(operands.first, machine) {
      return try cell(Decimals.divide(dividend, divisor), decimal: true, &machine)
    }
    return try cell(
      Decimals.floorDivide(dividend.mantissa, divisor.mantissa).map {
        Number(mantissa: $0.quotient, scale: 0)
      }, decimal: false, &machine)
  }

  static func modulo(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "modulo")
    guard read(operands.first, machine).mantissa != 0 else { throw Fault(.value, "divided by 0") }
    return try combined(&machine, input, operands, "modulo") { dividend, divisor in
      guard let (a, b, scale) = Decimals.aligned(dividend, divisor) else { return nil }
      if b == -1 { return Number(mantissa: 0, scale: scale) }
      return Decimals.floorDivide(a, b).map { Number(mantissa: $0.remainder, scale: scale) }
    }
  }

  static func abs(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let number = read(input, machine)
    let absolute =
      number.mantissa == .min ? nil : Number(mantissa: Swift.abs(number.mantissa), scale: number.scale)
    return try cell(absolute, decimal: isDecimal(input, machine), &machine)
  }

  static func ceil(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let number = read(input, machine)
    let floor =
      number.mantissa == .min ? nil : Decimals.floor(Number(mantissa: -number.mantissa, scale: number.scale))
    return try cell(floor.map { Number(mantissa: -$0, scale: 0) }, decimal: false, &machine)
  }

  static func floor(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let number = read(input, machine)
    return try cell(Number(mantissa: Decimals.floor(number), scale: 0), decimal: false, &machine)
  }

  static func round(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let wanted = operands.count > 0 ? Decimals.whole(read(operands.first, machine)) : 0
    let digits = Int(min(max(wanted, -38), 38))
    let number = Decimals.round(read(input, machine), to: digits)
    guard digits > 0, isDecimal(input, machine) else {
      return try cell(Number(mantissa: Decimals.whole(number), scale: 0), decimal: false, &machine)
    }
    return try cell(number, decimal: true, &machine)
  }

  static func atLeast(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try chosen(&machine, input, operands.first) { Decimals.compare($0, $1) < 0 }
  }

  static func atMost(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try chosen(&machine, input, operands.first) { Decimals.compare($0, $1) > 0 }
  }

  private static func chosen(
    _ machine: inout Machine, _ input: Cell, _ bound: Cell, _ takesBound: (Number, Number) -> Bool
  ) throws(Fault) -> Cell {
    let (a, b) = (read(input, machine), read(bound, machine))
    return takesBound(a, b)
      ? try cell(b, decimal: isDecimal(bound, machine), &machine)
      : try cell(a, decimal: isDecimal(input, machine), &machine)
  }
}
