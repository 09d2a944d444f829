package import Pages
package import PartnerProgram

/// What became of the partners of a pilot beside all others, in the same period: what the other rules did, if anything.
package struct PilotOutcome: Sendable {
  package let group: PilotGroup

  /// One side.
  package struct Side: Sendable {
    package private(set) var partners = 0
    package private(set) var active = 0
    package private(set) var risen = 0
    package private(set) var fallen = 0
    /// Minor units, in the period and in the one before.
    package private(set) var revenue: Int64 = 0
    package private(set) var revenueBefore: Int64 = 0

    mutating func add(_ recipient: Recipient) {
      partners += 1
      if recipient.status.earned.count > 0 { active += 1 }
      if recipient.status.tier.rank > recipient.previous.tier.rank { risen += 1 }
      if recipient.status.tier.rank < recipient.previous.tier.rank { fallen += 1 }
      revenue = Int64(clamping: Int128(revenue) + Int128(recipient.status.earned.money.minorUnits))
      revenueBefore = Int64(
        clamping: Int128(revenueBefore) + Int128(recipient.previous.earned.money.minorUnits))
    }
  }

  package private(set) var inside = Side()
  package private(set) var outside = Side()

  package init(_ group: PilotGroup) { self.group = group }

  package mutating func add(_ recipient: Recipient) {
    if group.contains(recipient.partner.id) { inside.add(recipient) } else { outside.add(recipient) }
  }

  /// The comparison for people.
  package func add(to document: inout Document, currency: Currency) {
    document.add(.heading("Pilot \(group.name)"))
    var table = Table(
      [.left] + .init(repeating: .right, count: 6),
      header: ["Partners", "Count", "Active", "Up", "Down", "Net revenue each", "Growth"])
    for (name, side) in [("of the pilot", inside), ("all others", outside)] {
      let each = side.partners == 0 ? 0 : side.revenue / Int64(side.partners)
      table.add([
        name, "\(side.partners)", Share.text(side.active, of: side.partners),
        Share.text(side.risen, of: side.partners), Share.text(side.fallen, of: side.partners),
        Money(minorUnits: each, currency: currency).plainText,
        Share.change(from: side.revenueBefore, to: side.revenue),
      ])
    }
    document.add(.table(table))
  }
}
