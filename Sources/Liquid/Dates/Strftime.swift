/// Formats times with the directives and flags of Ruby's strftime.
enum Strftime {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]
  static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  struct Flags {
    var pad: UInt8?
    var isUnpadded = false
    var upper = false
    var swap = false
    var colons = 0
    var width: Int?
  }

  /// `time` is the local time, `offset` its distance from UTC in seconds.
  static func format(_ pattern: [UInt8], _ time: CivilTime, offset: Int) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    while position < pattern.count {
      guard pattern[position] == Ascii.percent else {
        output.append(pattern[position])
        position += 1
        continue
      }
      let start = position
      position += 1
      var flags = Flags()
      while position < pattern.count, readFlag(pattern[position], &flags) { position += 1 }
      while position < pattern.count, pattern[position].isDigit {
        flags.width = min(200, (flags.width ?? 0) * 10 + Int(pattern[position] - Ascii.zero))
        position += 1
      }
      while position < pattern.count, pattern[position] == Ascii.colon {
        flags.colons += 1
        position += 1
      }
      if position + 1 < pattern.count, isModified(pattern[position], pattern[position + 1]) { position += 1 }
      if position < pattern.count, let text = directive(pattern[position], flags, time, offset) {
        output += text
        position += 1
      } else {
        // What is not a directive is printed as it is written.
        position = min(pattern.count, position + 1)
        output += pattern[start..<position]
      }
    }
    return output
  }

  /// `%Ey` and `%Od` are `%y` and `%d`: there is no other calendar here.
  private static func isModified(_ modifier: UInt8, _ directive: UInt8) -> Bool {
    modifier == UInt8(ascii: "E") && "cCxXyY".utf8.contains(directive)
      || modifier == UInt8(ascii: "O") && "deHkIlmMSuUVwWy".utf8.contains(directive)
  }

  private static func readFlag(_ byte: UInt8, _ flags: inout Flags) -> Bool {
    switch byte {
    case Ascii.minus: flags.isUnpadded = true
    case Ascii.zero: flags.pad = Ascii.zero
    case Ascii.underscore: flags.pad = Ascii.space
    case 0x5E: flags.upper = true
    case Ascii.hash: flags.swap = true
    default: return false
    }
    return true
  }

  private static func number(_ value: Int, _ width: Int, _ pad: UInt8, _ flags: Flags) -> [UInt8] {
    var digits = Array(String(abs(value)).utf8)
    let wanted = flags.isUnpadded ? 0 : flags.width ?? width
    let fill = flags.pad ?? pad
    if value < 0, fill == Ascii.zero {
      while digits.count < wanted - 1 { digits.insert(fill, at: 0) }
      return [Ascii.minus] + digits
    }
    if value < 0 { digits.insert(Ascii.minus, at: 0) }
    while digits.count < wanted { digits.insert(fill, at: 0) }
    return digits
  }

  private static func text(_ value: some StringProtocol, _ flags: Flags, swapsToLower: Bool = false)
    -> [UInt8]
  {
    var bytes = Array(value.utf8)
    if flags.upper || flags.swap && !swapsToLower { bytes = bytes.map(\.raised) }
    if flags.swap, swapsToLower { bytes = bytes.map(\.lowered) }
    if let width = flags.width, !flags.isUnpadded {
      while bytes.count < width { bytes.insert(flags.pad ?? Ascii.space, at: 0) }
    }
    return bytes
  }

  private static func nested(_ pattern: String, _ flags: Flags, _ time: CivilTime, _ offset: Int) -> [UInt8] {
    // A pattern of patterns has no other case to change to.
    var flags = flags
    flags.swap = false
    flags.isUnpadded = false
    return text(String(decoding: format(Array(pattern.utf8), time, offset: offset), as: UTF8.self), flags)
  }

  private static func directive(_ byte: UInt8, _ flags: Flags, _ time: CivilTime, _ offset: Int) -> [UInt8]? {
    let zero = Ascii.zero
    let twelve = time.hour % 12 == 0 ? 12 : time.hour % 12
    switch Character(Unicode.Scalar(byte)) {
    case "Y": return number(time.year, time.year < 0 ? 5 : 4, zero, flags)
    case "C":
      return number(
        Decimals.floorDivide(Int128(time.year), 100).map { Int($0.quotient) } ?? 0, 2, zero, flags)
    case "y": return number(((time.year % 100) + 100) % 100, 2, zero, flags)
    case "m": return number(time.month, 2, zero, flags)
    case "B": return text(months[time.month - 1], flags)
    case "b", "h": return text(months[time.month - 1].prefix(3), flags)
    case "d": return number(time.day, 2, zero, flags)
    case "e": return number(time.day, 2, Ascii.space, flags)
    case "j": return number(time.dayOfYear, 3, zero, flags)
    case "H": return number(time.hour, 2, zero, flags)
    case "k": return number(time.hour, 2, Ascii.space, flags)
    case "I": return number(twelve, 2, zero, flags)
    case "l": return number(twelve, 2, Ascii.space, flags)
    case "P": return text(time.hour < 12 ? "am" : "pm", flags)
    case "p": return text(time.hour < 12 ? "AM" : "PM", flags, swapsToLower: true)
    case "M": return number(time.minute, 2, zero, flags)
    case "S": return number(time.second, 2, zero, flags)
    case "L": return fraction(time, flags.width ?? 3)
    case "N": return fraction(time, flags.width ?? 9)
    case "z": return zone(offset, flags)
    case "Z": return offset == 0 ? text("UTC", flags, swapsToLower: true) : []
    case "A": return text(weekdays[time.weekday], flags)
    case "a": return text(weekdays[time.weekday].prefix(3), flags)
    case "u": return number(time.weekday == 0 ? 7 : time.weekday, 1, zero, flags)
    case "w": return number(time.weekday, 1, zero, flags)
    case "G": return number(time.isoWeek.year, 4, zero, flags)
    case "g": return number(time.isoWeek.year % 100, 2, zero, flags)
    case "V": return number(time.isoWeek.week, 2, zero, flags)
    case "U": return number((time.dayOfYear + 6 - time.weekday) / 7, 2, zero, flags)
    case "W": return number((time.dayOfYear + 6 - (time.weekday + 6) % 7) / 7, 2, zero, flags)
    case "s": return number(Int(time.seconds) - offset, 1, zero, flags)
    case "n": return text("\n", flags)
    case "t": return text("\t", flags)
    case "%": return text("%", flags)
    case "c": return nested("%a %b %e %H:%M:%S %Y", flags, time, offset)
    case "D", "x": return nested("%m/%d/%y", flags, time, offset)
    case "F": return nested("%Y-%m-%d", flags, time, offset)
    case "T", "X": return nested("%H:%M:%S", flags, time, offset)
    case "R": return nested("%H:%M", flags, time, offset)
    case "r": return nested("%I:%M:%S %p", flags, time, offset)
    case "v": return nested("%e-%^b-%Y", flags, time, offset)
    default: return nil
    }
  }

  /// The first digits of the fraction of a second.
  private static func fraction(_ time: CivilTime, _ count: Int) -> [UInt8] {
    var digits = Array(String(time.nanosecond).utf8)
    digits.insert(contentsOf: repeatElement(Ascii.zero, count: max(0, 9 - digits.count)), at: 0)
    digits.append(contentsOf: repeatElement(Ascii.zero, count: max(0, count - 9)))
    return Array(digits.prefix(count))
  }
}
