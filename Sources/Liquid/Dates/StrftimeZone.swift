/// The directive `%z` and its colons.
extension Strftime {
  /// `+0530`, `%:z` `+05:30`, `%::z` `+05:30:00`, `%:::z` as short as it can be.
  static func zone(_ offset: Int, _ flags: Flags) -> [UInt8] {
    let distance = abs(offset)
    var rest: [UInt8] = []
    func append(_ number: Int, colon: Bool) {
      if colon { rest.append(Ascii.colon) }
      rest.append(Ascii.zero + UInt8(number / 10))
      rest.append(Ascii.zero + UInt8(number % 10))
    }
    let (minutes, seconds) = (distance / 60 % 60, distance % 60)
    if flags.colons < 3 || minutes + seconds > 0 { append(minutes, colon: flags.colons > 0) }
    if flags.colons == 2 || flags.colons == 3 && seconds > 0 { append(seconds, colon: true) }
    // With a hyphen the zone of UTC is told as not known.
    let isNegative = offset < 0 || offset == 0 && flags.isUnpadded
    let sign = isNegative ? Ascii.minus : Ascii.plus
    var hours = Array(String(distance / 3_600).utf8)
    let width = max(2, (flags.width ?? 0) - rest.count - 1)
    if flags.pad == Ascii.space {
      let spaces = repeatElement(Ascii.space, count: max(0, width - hours.count))
      return Array(spaces) + [sign] + hours + rest
    }
    hours.insert(contentsOf: repeatElement(Ascii.zero, count: max(0, width - hours.count)), at: 0)
    return [sign] + hours + rest
  }
}
