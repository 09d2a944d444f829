import ArgumentParser
import Mail
import Mailroom
import Pages
import PartnerProgram

struct TiersStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Works out every partner's tier for a month.",
    discussion: """
      Examples:
        tierpost tiers status --month 2026-10            partners, conversions and commission by tier
        tierpost tiers status --month 2026-10 --csv      a row for each partner
        tierpost tiers status --month 2026-10 --json     the same as JSON, one object a line
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Flag(help: "Print a CSV row for each partner.")
  var csv = false

  private struct Sum {
    var partners = 0
    var conversions = 0
    var revenue: Int64 = 0
    var commission: Int64 = 0
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      var sums: [Tier.ID: Sum] = [:]
      var writer = CSVWriter()
      if csv {
        writer.row([
          "partner", "month", "tier", "value", "conversions", "revenue", "commission", "currency", "next",
          "remaining",
          "final",
        ])
      }
      var last: TierStatus?
      try opened.walk(asOf: moment).forEach(month: month, asOf: moment) { recipient in
        let status = recipient.status
        last = status
        sums[status.tier.id, default: Sum()].partners += 1
        sums[status.tier.id]?.conversions += status.counted.count
        sums[status.tier.id]?.revenue += status.counted.money.minorUnits
        sums[status.tier.id]?.commission += status.commission.minorUnits
        if csv {
          writer.row(Self.cells(recipient))
        } else if options.json {
          console.result(Self.json(recipient))
        }
        if writer.bytes.count > 1 << 16 { console.flush(&writer) }
      }
      if csv { return console.flush(&writer) }
      if options.json { return }
      show(sums, opened.workspace.program, month, last, console)
    }
  }

  private func show(
    _ sums: [Tier.ID: Sum], _ program: ProgramSettings, _ month: Month, _ last: TierStatus?,
    _ console: Console
  ) {
    var table = Table(
      [.left, .right, .right, .right, .right],
      header: ["tier", "partners", "conversions", "net revenue", "commission"])
    var total = Sum()
    func cells(_ name: String, _ sum: Sum) -> [String] {
      [
        name, String(sum.partners), String(sum.conversions),
        Money(minorUnits: sum.revenue, currency: program.currency).plainText,
        Money(minorUnits: sum.commission, currency: program.currency).plainText,
      ]
    }
    for tier in program.allTiers.reversed() {
      let sum = sums[tier.id] ?? Sum()
      table.add(cells(tier.name, sum))
      total.partners += sum.partners
      total.conversions += sum.conversions
      total.revenue += sum.revenue
      total.commission += sum.commission
    }
    table.add(cells("all", total))
    table.lines().forEach(console.result)
    guard let last else { return }
    let state = last.isFinal ? "final" : "provisional until \(last.finalOn)"
    console.say("\(month), \(state), rule \(last.ruleVersion)")
  }

  private static func cells(_ recipient: Recipient) -> [String] {
    let status = recipient.status
    return [
      recipient.partner.id, status.month.description, status.tier.id, String(status.value),
      String(status.counted.count), status.counted.money.decimalText, status.commission.decimalText,
      status.commission.currency.code, status.next?.id ?? "", status.remaining.map { String($0) } ?? "",
      String(status.isFinal),
    ]
  }

  private static func json(_ recipient: Recipient) -> String {
    let status = recipient.status
    return JSONLine([
      ("partner", .text(recipient.partner.id)), ("month", .text(status.month.description)),
      ("tier", .text(status.tier.id)), ("metric", .text(status.metric.rawValue)),
      ("value", .number(status.value)),
      ("conversions", .number(Int64(status.counted.count))),
      ("revenue", .text(status.counted.money.decimalText)),
      ("commission", .text(status.commission.decimalText)),
      ("currency", .text(status.commission.currency.code)), ("next", .text(status.next?.id)),
      ("remaining", status.remaining.map { .number($0) } ?? .text(nil)),
      ("previous", .text(recipient.previous.tier.id)),
      ("final", .bool(status.isFinal)), ("rule", .text(status.ruleVersion)),
    ]).description
  }
}

extension Console {
  /// Prints what a writer holds.
  func flush(_ writer: inout CSVWriter) {
    writer.take { span in result(bytes: (0..<span.count).map { span[$0] }) }
  }
}
