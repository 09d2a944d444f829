package import Pages
package import PartnerProgram

/// Proposed rules beside the present ones over the same activity, month by month.
package struct RuleSimulation: Sendable {
  package let present: ProgramSettings
  package let proposed: ProgramSettings
  /// Per month, in the order they were taken in.
  package private(set) var months: [MonthComparison] = []
  /// Who stands on another step in the last month.
  package private(set) var moved: [Move] = []

  /// A partner who stands on another step of the ladder by the proposed rules.
  package struct Move: Sendable {
    package let partner: Partner.ID
    package let present: String
    package let proposed: String
    /// Minor units: what the proposed rules pay more.
    package let difference: Int64
  }

  /// One month under both rules.
  package struct MonthComparison: Sendable {
    package let month: Month
    package var present: ProgramPicture
    package var proposed: ProgramPicture
    package var higher = 0
    package var lower = 0
    package var differing = 0
  }

  package init(present: ProgramSettings, proposed: ProgramSettings) {
    self.present = present
    self.proposed = proposed
  }

  /// Begins a month; partners taken in after it are of this month.
  package mutating func begin(_ month: Month) {
    months.append(
      MonthComparison(
        month: month, present: ProgramPicture(present, month: month),
        proposed: ProgramPicture(proposed, month: month)))
    moved = []
  }

  /// Takes in one partner under both rules.
  package mutating func add(present: Recipient, proposed: Recipient) {
    guard !months.isEmpty, months[months.count - 1].present.counts(present.partner) else { return }
    let last = months.count - 1
    months[last].present.add(present)
    months[last].proposed.add(proposed)
    let difference = proposed.status.commission.minorUnits &- present.status.commission.minorUnits
    if difference > 0 { months[last].higher += 1 }
    if difference < 0 { months[last].lower += 1 }
    // Ladders may name their tiers differently: the step is compared.
    guard present.status.tier.rank != proposed.status.tier.rank else { return }
    months[last].differing += 1
    moved.append(
      Move(
        partner: present.partner.id, present: present.status.tier.name, proposed: proposed.status.tier.name,
        difference: difference))
  }

  /// The comparison for people.
  package var document: Document {
    var document = Document(title: "\(present.name): proposed rules over past months")
    document.add(.paragraph(summary))
    document.add(.table(byMonth))
    if let last = months.last {
      document.add(.table(byTier(last.present), caption: "\(last.month) by the present rules"))
      document.add(.table(byTier(last.proposed), caption: "\(last.month) by the proposed rules"))
      if !moved.isEmpty {
        document.add(.table(moves, caption: "Who stands on another step in \(last.month)"))
        if moved.count > 20 {
          document.add(.paragraph("And \(moved.count - 20) more; --csv lists them all."))
        }
      }
    }
    document.foot = "Present rule \(present.ladder.version), proposed rule \(proposed.ladder.version)."
    return document
  }

  /// Who stands on another step, for a spreadsheet.
  package var csv: [[String]] {
    [["partner", "present", "proposed", "difference", "currency"]]
      + moved.map {
        [$0.partner, $0.present, $0.proposed, money($0.difference).decimalText, present.currency.code]
      }
  }

  private var summary: String {
    let costs = months.map { ($0.present.commission, $0.proposed.commission) }
    let before = costs.reduce(0) { $0 &+ $1.0 }
    let after = costs.reduce(0) { $0 &+ $1.1 }
    let revenue = months.reduce(0) { $0 &+ $1.present.revenue }
    let change = after &- before
    let words = change == 0 ? "the same" : "\(money(abs(change)).plainText) \(change > 0 ? "more" : "less")"
    return "Over \(months.count == 1 ? "1 month" : "\(months.count) months") commission would have been "
      + "\(money(after).plainText) and not \(money(before).plainText): \(words). The blended rate goes from "
      + "\(Share.text(before, of: revenue)) to \(Share.text(after, of: revenue)). "
      + "What partners would have done under other rules is not in these figures."
  }

  private var byMonth: Table {
    var table = Table(
      [.left, .right, .right, .right, .right, .right],
      header: ["Month", "Present", "Proposed", "On another step", "Earn more", "Earn less"])
    for month in months {
      table.add([
        "\(month.month)", money(month.present.commission).plainText,
        money(month.proposed.commission).plainText,
        "\(month.differing)", "\(month.higher)", "\(month.lower)",
      ])
    }
    return table
  }

  private func byTier(_ picture: ProgramPicture) -> Table {
    var table = Table(
      [.left, .right, .right, .right, .right],
      header: ["Tier", "Partners", "Net revenue", "Commission", "Blended rate"])
    for ladder in picture.inUse {
      for tier in ladder.ladder.tiers {
        let sum = ladder.tiers[tier.rank]
        table.add([
          (ladder.name.map { "\($0): " } ?? "") + tier.name, "\(sum.partners)", money(sum.revenue).plainText,
          money(sum.commission).plainText, Share.text(sum.commission, of: sum.revenue),
        ])
      }
    }
    return table
  }

  private var moves: Table {
    var table = Table(
      [.left, .left, .left, .right], header: ["Partner", "Present", "Proposed", "Difference"])
    for move in moved.sorted(by: { (abs($0.difference), $1.partner) > (abs($1.difference), $0.partner) })
      .prefix(20)
    {
      let sign = move.difference < 0 ? "-" : ""
      table.add([
        move.partner, move.present, move.proposed, sign + money(abs(move.difference)).plainText,
      ])
    }
    return table
  }

  private func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: present.currency) }
}

extension ProgramPicture {
  /// Minor units, over all ladders.
  package var commission: Int64 { ladders.reduce(0) { $0 &+ $1.commission } }
  package var revenue: Int64 { ladders.reduce(0) { $0 &+ $1.revenue } }
}
