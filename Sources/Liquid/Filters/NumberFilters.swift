/// Arithmetic: exact on whole numbers and decimals, an error where 64 bits do not suffice.
enum NumberFilters {
  typealias Number = Decimals.Number

  private static func read(_ cell: Cell, _ machine: borrowing Machine) -> Number {
    Coerce.looseNumber(cell, machine.store)
  }

  /// A result with a point stays one: 1.5 + 1.5 is 3.0.
  private static func cell(_ number: Number?, decimal: Bool) throws(Fault) -> Cell {
    guard let number else { throw Fault(.value, "the result is too large for 64 bits") }
    return decimal ? .decimal(number.mantissa, number.scale) : Coerce.cell(number)
  }

  private static func isDecimal(_ cell: Cell, _ machine: borrowing Machine) -> Bool {
    cell.tag == .decimal || cell.tag == .string && read(cell, machine).scale > 0
  }

  private static func money(_ a: Cell, _ b: Cell, _ name: String) throws(Fault) {
    if a.tag == .money || b.tag == .money {
      throw Fault(
        .filter, "\(name): arithmetic with money is not available yet", help: "let the host compute it")
    }
  }

  static func plus(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "plus")
    let decimal = isDecimal(input, machine) || isDecimal(operands.first, machine)
    return try cell(Decimals.add(read(input, machine), read(operands.first, machine)), decimal: decimal)
  }

  static func minus(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "minus")
    let decimal = isDecimal(input, machine) || isDecimal(operands.first, machine)
    return try cell(
      Decimals.add(read(input, machine), read(operands.first, machine), subtract: true), decimal: decimal)
  }

  static func times(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "times")
    let decimal = isDecimal(input, machine) || isDecimal(operands.first, machine)
    return try cell(Decimals.multiply(read(input, machine), read(operands.first, machine)), decimal: decimal)
  }

  static func dividedBy(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "divided_by")
    let (dividend, divisor) = (read(input, machine), read(operands.first, machine))
    guard divisor.mantissa != 0 else { throw Fault(.value, "divided by 0") }
    if isDecimal(input, machine) || isDecimal(operands.first, machine) {
      return try cell(Decimals.divide(dividend, divisor), decimal: true)
    }
    return try cell(
      Decimals.floorDivide(dividend.mantissa, divisor.mantissa).map {
        Number(mantissa: $0.quotient, scale: 0)
      },
      decimal: false)
  }

  static func modulo(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    try money(input, operands.first, "modulo")
    guard let (a, b, scale) = Decimals.aligned(read(input, machine), read(operands.first, machine)) else {
      throw Fault(.value, "the result is too large for 64 bits")
    }
    guard b != 0 else { throw Fault(.value, "divided by 0") }
    let decimal = isDecimal(input, machine) || isDecimal(operands.first, machine)
    return try cell(
      b == -1
        ? Number(mantissa: 0, scale: scale)
        : Decimals.floorDivide(a, b).map { Number(mantissa: $0.remainder, scale: scale) }, decimal: decimal)
  }

  static func abs(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let number = read(input, machine)
    guard number.mantissa != .min else { throw Fault(.value, "the result is too large for 64 bits") }
    return try cell(
      Number(mantissa: Swift.abs(number.mantissa), scale: number.scale), decimal: isDecimal(input, machine))
  }

  static func ceil(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let number = read(input, machine)
    guard number.mantissa != .min else { throw Fault(.value, "the result is too large for 64 bits") }
    return .int(-Decimals.floor(Number(mantissa: -number.mantissa, scale: number.scale)))
  }

  static func floor(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    .int(Decimals.floor(read(input, machine)))
  }

  static func round(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let digits = operands.count > 0 ? Int(clamping: Coerce.looseInteger(operands.first, machine.store)) : 0
    let number = Decimals.round(read(input, machine), to: max(-18, digits))
    return digits > 0 && isDecimal(input, machine)
      ? .decimal(number.mantissa, number.scale)
      : .int(number.mantissa / Decimals.powers[number.scale])
  }

  static func atLeast(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let (a, b) = (read(input, machine), read(operands.first, machine))
    return Decimals.compare(a, b) < 0
      ? try cell(b, decimal: isDecimal(operands.first, machine))
      : try cell(a, decimal: isDecimal(input, machine))
  }

  static func atMost(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let (a, b) = (read(input, machine), read(operands.first, machine))
    return Decimals.compare(a, b) > 0
      ? try cell(b, decimal: isDecimal(operands.first, machine))
      : try cell(a, decimal: isDecimal(input, machine))
  }
}
