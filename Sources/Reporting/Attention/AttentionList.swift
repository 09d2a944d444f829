internal import Mail
package import PartnerProgram

/// Partners that a manager should look at, by why; memory holds the first few of each group.
package struct AttentionList: Sendable {
  /// Why somebody is on the list.
  package enum Group: String, Sendable, CaseIterable {
    /// The figures are above the tier that is held, or doubled without a tier to show for it.
    case unrecognised = "Deserve to be noticed"
    /// At four fifths of the next tier or more.
    case eligible = "Close to the next tier"
    /// The tier will be lost if nothing changes, or is above the figures.
    case atRisk = "About to lose their tier"
    /// They sold in the period before, and now nothing or less than half.
    case failing = "In need of support"
    /// They joined two months ago or longer and never sold.
    case silent = "Never sold"
  }

  /// One partner on the list.
  package struct Entry: Sendable, Equatable {
    package let partner: Partner.ID
    package let tier: String
    /// The figures that put it there.
    package let why: String
    /// The larger comes first.
    let weight: Int64
  }

  /// How many of a group are kept.
  package static let shown = 10
  /// How many there are, the ones that are not kept too.
  package private(set) var counts: [Group: Int] = [:]
  package private(set) var entries: [Group: [Entry]] = [:]
  private let words: MetricWords

  init(currency: Currency) { words = MetricWords(currency: currency) }

  mutating func add(_ recipient: Recipient) {
    for group in Group.allCases {
      guard let (why, weight) = reason(group, recipient) else { continue }
      counts[group, default: 0] += 1
      let entry = Entry(
        partner: recipient.partner.id, tier: recipient.status.tier.name, why: why, weight: weight)
      var kept = entries[group] ?? []
      let place =
        kept.firstIndex { (-entry.weight, entry.partner) < (-$0.weight, $0.partner) } ?? kept.count
      guard place < Self.shown else { continue }
      kept.insert(entry, at: place)
      entries[group] = Array(kept.prefix(Self.shown))
    }
  }

  private func reason(_ group: Group, _ recipient: Recipient) -> (String, Int64)? {
    let status = recipient.status
    let now = status.earned.money
    let before = recipient.previous.earned.money
    let change = "\(now.plainText) after \(before.plainText)"
    switch group {
    case .unrecognised:
      if status.reached.rank > status.tier.rank {
        return ("the figures reach \(status.reached.name)", now.minorUnits)
      }
      guard status.tier.rank == 0, before.minorUnits > 0, now.minorUnits / 2 >= before.minorUnits else {
        return nil
      }
      return (change, now.minorUnits)
    case .eligible:
      guard let next = status.next, let far = status.decisive, (80..<100).contains(status.progress) else {
        return nil
      }
      let amount = words.amount(far.remaining, of: far.measure.metric)
      return ("\(amount) more to \(next.name) (\(words.name(far.measure.metric)))", Int64(status.progress))
    case .atRisk:
      if let day = status.standing?.dropsOn { return ("lost on \(day)", now.minorUnits) }
      guard status.reached.rank < status.tier.rank else { return nil }
      return ("the figures reach \(status.reached.name) only", now.minorUnits)
    case .failing:
      guard before.minorUnits > 0, now.minorUnits < before.minorUnits / 2 else { return nil }
      return (change, before.minorUnits - now.minorUnits)
    case .silent:
      let joined = recipient.partner.joined
      guard recipient.lifetimeSales == 0, joined.adding(days: 60) <= status.month.lastDay else { return nil }
      return ("joined on \(joined)", Int64(status.month.lastDay.daysSinceEpoch - joined.daysSinceEpoch))
    }
  }
}
