import ArgumentParser
import Ledger
import Mail
import Pages
import PartnerProgram

struct TiersEventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Lists the log of standings: every change with its evidence.",
    discussion: """
      The log only grows; `tierpost tiers review` and `tierpost send` add what is new. What turns out not to be so is \
      followed by a correction. Only ladders with `movement:` have events.

      Examples:
        tierpost tiers events
        tierpost tiers events P-00286 --json
      """)

  @Argument(help: "Of this partner only.")
  var partner: String?
  @OptionGroup var options: WorkspaceOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      if let partner {
        _ = try opened.record(of: partner)
        return show(try opened.ledger.standingEvents(of: partner), console)
      }
      var last: Int64 = 0
      while true {
        let page = try opened.ledger.standingEvents(after: last, limit: Self.page)
        show(page, console)
        guard page.count == Self.page, let number = page.last?.number else { return }
        last = number
      }
    }
  }

  private static let page = 1_000

  private func show(_ events: [LoggedEvent], _ console: Console) {
    if options.json { return events.forEach { console.result(json($0)) } }
    var table = Table([.right, .left, .left, .left, .left, .left])
    for logged in events {
      let event = logged.event
      let change = event.from == event.to ? event.to : "\(event.from) → \(event.to)"
      table.add([
        String(logged.number), event.on.description, event.partner, event.kind.rawValue,
        change + (event.amount.map { " \($0.plainText)" } ?? ""), event.evidence.reason,
      ])
    }
    table.lines().forEach(console.result)
  }

  private func json(_ logged: LoggedEvent) -> String {
    let event = logged.event
    return JSONLine([
      ("number", .number(logged.number)), ("partner", .text(event.partner)),
      ("event", .text(event.kind.rawValue)), ("period", .text(event.period)),
      ("on", .text(event.on.description)), ("from", .text(event.from)), ("to", .text(event.to)),
      ("amount", .text(event.amount?.decimalText)), ("currency", .text(event.amount?.currency.code)),
      ("drops_on", .text(event.dropsOn?.description)), ("rule", .text(event.evidence.rule)),
      (
        "evidence",
        .object(event.evidence.values.map { ($0.measure, .number($0.value)) })
      ),
      ("reason", .text(event.evidence.reason)), ("recorded", .text(logged.recorded.description)),
    ]).description
  }
}
