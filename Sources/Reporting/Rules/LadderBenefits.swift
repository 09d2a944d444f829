internal import PartnerProgram
internal import Pages

extension LadderSheet {
  /// Tiers and what each opens, in the groups that any of them has; nil where none opens anything.
  var benefits: Table? {
    let tiers = ladder.visibleTiers()
    let groups: [(String, (Tier) -> [String])] = [
      ("Also", \.unlocks), ("Money", \.benefits.money), ("Status", \.benefits.status),
      ("Support", \.benefits.support),
    ]
    let used = groups.filter { group in tiers.contains { !group.1($0).isEmpty } }
    guard !used.isEmpty else { return nil }
    // Under one heading alone, `Also` would say nothing.
    let headings = used.map { $0.0 == "Also" ? "Opens" : $0.0 }
    var table = Table(.init(repeating: .left, count: used.count + 1), header: ["Tier"] + headings)
    for tier in tiers { table.add([tier.name] + used.map { $0.1(tier).joined(separator: "; ") }) }
    return table
  }

  /// Tiers and when they are paid; nil where no tier says.
  var payouts: Table? {
    let tiers = ladder.visibleTiers()
    guard tiers.contains(where: { !$0.payout.isEmpty }) else { return nil }
    var table = Table(
      [.left, .right, .left, .right], header: ["Tier", "Held for", "Paid every", "From at least"])
    for tier in tiers {
      table.add([
        tier.name, tier.payout.holdDays.map { $0 == 1 ? "1 day" : "\($0) days" } ?? "",
        tier.payout.cadence.map { $0 == .twoWeeks ? "two weeks" : $0.rawValue } ?? "",
        tier.payout.minimum?.plainText ?? "",
      ])
    }
    return table
  }
}
