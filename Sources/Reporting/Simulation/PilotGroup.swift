package import PartnerProgram

/// A stable share of the partners on whom other rules are tried.
///
/// Whether a partner is in it depends on the pilot's name and the partner's id alone: not on who else there is, not on
/// the day. A larger share holds everyone of a smaller one.
package struct PilotGroup: Sendable {
  package let name: String
  /// 1 to 99.
  package let percent: Int

  package init(name: String, percent: Int) {
    self.name = name
    self.percent = percent
  }

  /// Reads `autumn=20`; nil for what is no name and a percentage from 1 to 99.
  package init?(argument: String) {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let percent = Int(parts[1]), (1...99).contains(percent) else {
      return nil
    }
    self.init(name: String(parts[0]), percent: percent)
  }

  package func contains(_ partner: Partner.ID) -> Bool {
    // FNV-1a; its high bits are mixed into the low ones, which a remainder looks at.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(name)\u{0}\(partner)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 33
    hash &*= 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    return hash % 100 < UInt64(percent)
  }
}
