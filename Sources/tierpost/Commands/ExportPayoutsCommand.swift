import ArgumentParser
import Mail
import Mailroom
import PartnerProgram

struct ExportPayoutsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payouts",
    abstract: "Writes a row for each partner who is to be paid: the same money as in the mails.",
    discussion: """
      An earning period belongs to the payout of the month, quarter or year in which it ends. It is due on the first \
      payout day after its hold, and settled with what is known then; what is refunded later is clawed back in the row \
      after it. What is held, or less than the minimum, is carried on. In every row

        earned + earned_late + bonuses - clawback + carried_in = payout + carried_out
        gross - taken_back - deductions = net

      and carried_in is the carried_out of the period before. The totals go to standard error.

      Examples:
        tierpost export payouts --period 2026-10 --output payouts.csv
        tierpost export payouts --period 2026-Q3 --format jsonl
        tierpost export payouts --period 2026-10 --state approved    what may be paid now

      Columns: reference (names the payout for ever), partner, name, email, period, currency, tier, rate (blended), \
      orders, paid_orders (those the data marks as paid), gross, taken_back, deductions, net, earned (the commission \
      of the period), earned_late and clawback (what commissions of earlier periods have become since), bonuses, \
      carried_in, payout, carried_out, due, state (pending, approved, paid, carried), reason (why what is carried on \
      is not paid), rule (its version).

      Exit code 0: done. 64: not a period, or one that has not begun. 65: the figures do not add up.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case csv
    case jsonl
  }

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @Option(help: "A month, quarter or year: 2026-10, 2026-Q3, 2026.")
  var period: String
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write to this file, not to standard output.", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(help: "csv, or jsonl: one JSON object a line.")
  var format: Format = .csv
  @Option(help: "Only rows of this state: pending, approved, paid or carried.")
  var state: String?

  func validate() throws {
    if let state, CommissionStatement.State(rawValue: state) == nil {
      throw ValidationError("--state \(state): expected pending, approved, paid or carried")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let period = try Period(asked: period, asOf: moment, in: opened.calendar)
      let payouts = PayoutWalk(try opened.walk(asOf: moment), period: period, asOf: moment)
      let wanted = state.flatMap(CommissionStatement.State.init(rawValue:))
      let isJSON = options.json || format == .jsonl
      let sink = try output.map { path in try FileSink(path) }
      var totals = PayoutTotals(currency: opened.evaluator.currency)
      var writer = CSVWriter()
      if !isJSON { writer.payoutHeader() }
      func flush() throws {
        var bytes: [UInt8] = []
        writer.take { span in bytes = (0..<span.count).map { span[$0] } }
        try write(bytes, to: sink, console)
      }
      try await payouts.forEach { row in
        guard wanted == nil || row.state == wanted else { return }
        try totals.add(row)
        if isJSON { return try write(Array("\(row.json)\n".utf8), to: sink, console) }
        writer.row(row)
        if writer.bytes.count > 1 << 16 { try flush() }
      }
      try flush()
      try sink?.finish()
      console.say("\(period.name): \(counted(totals.partners, "partner")), \(totals.equation)")
    }
  }

  private func write(_ bytes: [UInt8], to sink: FileSink?, _ console: Console) throws {
    if let sink { try sink.write(bytes) } else { console.result(bytes: bytes) }
  }
}

extension PayoutRow {
  /// The row as one JSON object; amounts are texts, so that no reader rounds them.
  fileprivate var json: String {
    let values = PayoutTable.cells(self).map { cell -> JSONLine.Value in
      switch cell {
      case .text(let text): .text(text)
      case .number(let number): .number(Int64(number))
      case .money(let money): .text(money.decimalText)
      }
    }
    return JSONLine(Array(zip(PayoutTable.columns, values))).description
  }
}
