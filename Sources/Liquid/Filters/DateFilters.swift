/// Formatting times.
enum DateFilters {
  static func date(_ machine: inout Machine, _ input: Cell, _ operands: Operands) throws(Fault) -> Cell {
    let pattern = machine.store.textBytes(operands.first)
    if pattern.isEmpty { return input }
    let time: DateParser.Moment
    switch input.tag {
    case .date, .int: time = DateParser.Moment(time: CivilTime(seconds: input.bits), offset: 0)
    case .day: time = DateParser.Moment(time: CivilTime(days: Int(input.bits)), offset: 0)
    case .string:
      let text = machine.store.swiftString(input)
      // Reading a date is dearer than other filters, and can be made very dear.
      var work = 0
      defer { machine.steps += work >> 2 }
      if let word = try now(text, machine) {
        time = word
      } else if let parsed = DateParser.parse(text, now: machine.now, work: &work) {
        time = parsed
      } else {
        return input
      }
    default: return input
    }
    try machine.charge(pattern.count * 200)
    return machine.store.string(Strftime.format(pattern, time.time, offset: time.offset))
  }

  private static func now(_ text: String, _ machine: borrowing Machine) throws(Fault) -> DateParser.Moment? {
    let word = text.lowercased()
    guard word == "now" || word == "today" else { return nil }
    guard let now = machine.now else {
      throw Fault(
        .filter, "date: there is no clock here, so '\(word)' has no meaning", help: "use a value of the data")
    }
    return DateParser.Moment(time: CivilTime(seconds: now), offset: 0)
  }
}
