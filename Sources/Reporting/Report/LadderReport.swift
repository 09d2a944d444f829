internal import Pages
internal import PartnerProgram

/// The part of a report that is about one ladder.
struct LadderReport {
  let picture: LadderPicture
  let program: ProgramSettings

  init(_ picture: LadderPicture, program: ProgramSettings) {
    self.picture = picture
    self.program = program
  }

  private var tiers: [Tier] { picture.ladder.tiers }

  func money(_ units: Int64) -> String {
    Money(minorUnits: units, currency: program.currency).plainText
  }

  func add(to document: inout Document) {
    document.add(.paragraph(summary))
    document.add(
      .chart(
        BarList(
          title: "Partners by tier",
          bars: tiers.map { tier in
            let count = picture.tiers[tier.rank].partners
            return .init(
              label: tier.name, value: Double(count),
              words: "\(count), \(Share.text(count, of: picture.partners))")
          })))
    document.add(.table(composition))
    document.add(
      .chart(
        BarList(
          title: "Net revenue by tier",
          bars: tiers.map { tier in
            let sum = picture.tiers[tier.rank].revenue
            return .init(
              label: tier.name, value: Double(sum), words: Share.text(sum, of: picture.revenue))
          })))
    document.add(.table(revenue, caption: "Revenue and what it costs"))
    let growth = GrowthTables(picture: picture, program: program)
    document.add(.table(growth.growth, caption: "Who came, stayed and grew since the period before"))
    document.add(.table(growth.returns, caption: "What comes back for what is paid"))
    document.add(.table(moves, caption: "Where partners came from (rows) and where they are (columns)"))
    if picture.ladder.isSimple, !picture.values.isEmpty {
      document.add(.chart(ValueHistogram(picture, program: program).chart))
    }
    if let near { document.add(.table(near, caption: "Effort near a bound")) }
    if let waiting = UnrecognisedTable.table(picture, words: MetricWords(currency: program.currency)) {
      document.add(.table(waiting.table, caption: waiting.caption))
    }
    for attribute in LadderPicture.Attribute.allCases {
      if let table = groups(by: attribute) {
        document.add(.table(table, caption: "Movement by \(attribute.rawValue)"))
      }
    }
  }

  /// The ladder in one sentence.
  private var summary: String {
    let rate = Share.text(picture.commission, of: picture.revenue)
    return
      "\(picture.partners) partners, \(picture.active) of them active, brought \(money(picture.revenue)) net; "
      + "commission is \(money(picture.commission)), a blended rate of \(rate). "
      + "\(picture.risen) moved up (\(Share.text(picture.risen, of: picture.partners))), "
      + "\(picture.fallen) down (\(Share.text(picture.fallen, of: picture.partners)))."
  }

  private var composition: Table {
    var table = Table(
      [.left, .right, .right, .right, .right, .right],
      header: ["Tier", "Partners", "Share", "Active", "Conversions", "Months to reach, median"])
    for tier in tiers {
      let sum = picture.tiers[tier.rank]
      table.add([
        tier.name, "\(sum.partners)", Share.text(sum.partners, of: picture.partners), "\(sum.active)",
        "\(sum.conversions)", sum.medianMonthsToReach.map { "\($0)" } ?? "-",
      ])
    }
    return table
  }

  private var revenue: Table {
    let margin = program.margin
    var table = Table(
      [.left, .right, .right, .right, .right] + (margin == nil ? [] : [.right]),
      header: ["Tier", "Net revenue", "Share", "Commission", "Blended rate"]
        + (margin == nil ? [] : ["Margin left"]))
    func add(_ name: String, _ revenue: Int64, _ commission: Int64) {
      var cells = [
        name, money(revenue), Share.text(revenue, of: picture.revenue), money(commission),
        Share.text(commission, of: revenue),
      ]
      if let margin {
        let kept = Int128(revenue) * Int128(margin.basisPoints) / 10_000 - Int128(commission)
        cells.append(money(Int64(clamping: kept)))
      }
      table.add(cells)
    }
    for tier in tiers {
      let sum = picture.tiers[tier.rank]
      add(tier.name, sum.revenue, sum.commission)
    }
    add("all", picture.revenue, picture.commission)
    return table
  }

  private var moves: Table {
    var table = Table(
      [.left] + tiers.map { _ in .right }, header: ["from"] + tiers.map(\.name))
    for tier in tiers {
      table.add([tier.name] + picture.moves[tier.rank].map { $0 == 0 ? "-" : "\($0)" })
    }
    return table
  }

  /// Of those who were at four fifths of a bound or more in the period before, how many hold the tier now.
  private var near: Table? {
    let used = tiers.filter { picture.near[$0.rank].partners > 0 }
    guard !used.isEmpty else { return nil }
    var table = Table(
      [.left, .right, .right, .right],
      header: ["Toward", "Within a fifth of it before", "Reached it now", "Share"])
    for tier in used {
      let sum = picture.near[tier.rank]
      table.add([tier.name, "\(sum.partners)", "\(sum.arrived)", Share.text(sum.arrived, of: sum.partners)])
    }
    return table
  }

  /// The largest groups, and whether one moves unlike the others.
  private func groups(by attribute: LadderPicture.Attribute) -> Table? {
    let groups = (picture.groups[attribute] ?? [:]).sorted {
      ($1.value.partners, $0.key) < ($0.value.partners, $1.key)
    }
    guard groups.count > 1 else { return nil }
    var table = Table(
      [.left, .right, .right, .right, .right],
      header: [
        "\(attribute == .type ? "Type" : "Country")", "Partners", "Above the first tier", "Up", "Down",
      ])
    for (name, sum) in groups.prefix(12) {
      table.add([
        name.isEmpty ? "(none)" : name, "\(sum.partners)", Share.text(sum.aboveFirst, of: sum.partners),
        Share.text(sum.risen, of: sum.partners), Share.text(sum.fallen, of: sum.partners),
      ])
    }
    return table
  }
}
