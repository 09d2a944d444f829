internal import Mail

extension Period {
  /// The month, quarter or year of a name: `2026-10`, `2026-Q3`, `2026`; nil for anything else.
  package init?(name: String) {
    if let month = Month(name) {
      self.init(.month, holding: month)
      return
    }
    let bytes = Array(name.utf8)
    guard bytes.count == 4 || bytes.count == 7, bytes.prefix(4).allSatisfy(CellRules.isDigit),
      let year = Int(name.prefix(4)), year >= 1
    else { return nil }
    if bytes.count == 4 {
      self.init(.year, holding: Month(year: year, number: 1))
      return
    }
    guard bytes[4] == UInt8(ascii: "-"), bytes[5] == UInt8(ascii: "Q"),
      let quarter = ["1", "2", "3", "4"].firstIndex(of: name.suffix(1))
    else { return nil }
    self.init(.quarter, holding: Month(year: year, number: quarter * 3 + 1))
  }

  /// Whether another period ends in this one: where the other one's payout belongs.
  package func settles(_ other: Period) -> Bool {
    other.last <= last && other.last >= first ?? other.last
  }
}
