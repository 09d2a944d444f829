import ArgumentParser
import Ledger
import Mail
import Mailroom
import Pages

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows what became of every edition, and lists what is in doubt.",
    discussion: """
      A delivery is in doubt when its final dot went out and no answer came back: the relay may have the mail or not. It \
      is held: nothing is sent again by itself, unless the campaign says in_doubt: resend.

      Examples:
        tierpost status
        tierpost status monthly-status --json
        tierpost status --delivery 17              every attempt at one delivery
        tierpost settle --accepted 17              it arrived
        tierpost cancel monthly-status --edition 2026-10

      Exit code 0: nothing is in doubt. 76: something is.
      """)

  @Argument(help: "The campaign; all where none is named.")
  var campaign: String?
  @OptionGroup var options: WorkspaceOptions
  @Option(help: ArgumentHelp("Show the attempts at the delivery of this number.", valueName: "number"))
  var delivery: Int64?

  /// At most this many deliveries are listed for an edition and state.
  private static let listed = 100

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      if let campaign { _ = try workspace.named(campaign: campaign) }
      let (ledger, _) = try OpenedWorkspace.openLedger(of: workspace)
      if let delivery {
        return try AttemptList(ledger: ledger, console: console).show(Envelope.ID(rawValue: delivery))
      }
      let editions = try ledger.editions().filter { campaign == nil || $0.campaign == campaign }
      if editions.isEmpty, !options.json { console.say("Nothing was sent yet.") }
      let summaries = try editions.map { try ledger.summary($0.id) }
      let states =
        DeliveryState.shown + DeliveryState.rare.filter { state in summaries.contains { $0[state] != nil } }
      var inDoubt = 0
      var table = Table(
        [.left, .left] + states.map { _ in .right }, header: ["campaign", "edition"] + states.map(\.word))
      for (edition, summary) in zip(editions, summaries) {
        inDoubt += summary[.inDoubt, default: 0]
        if options.json { console.result(try json(edition, summary, ledger)) }
        table.add([edition.campaign, edition.edition] + states.map { String(summary[$0, default: 0]) })
      }
      if !options.json, !editions.isEmpty { table.lines().forEach(console.result) }
      for edition in editions {
        for state in [DeliveryState.inDoubt, .refused, .deferred] {
          try list(edition, state, ledger, console)
        }
      }
      if inDoubt > 0 { throw Exit.inDoubt }
    }
  }

  private func json(
    _ edition: EditionRecord, _ summary: [DeliveryState: Int], _ ledger: SQLiteLedger
  ) throws -> String {
    let states = Dictionary(uniqueKeysWithValues: summary.map { ($0.key.rawValue, $0.value) })
    return JSONLine([
      ("campaign", .text(edition.campaign)), ("edition", .text(edition.edition)),
      ("as_of", .text(edition.asOf.description)), ("states", JSONLine.counts(states)),
      ("next_due", .text(try ledger.nextDue(edition.id)?.description)),
    ]).description
  }

  private func list(
    _ edition: EditionRecord, _ state: DeliveryState, _ ledger: SQLiteLedger, _ console: Console
  ) throws {
    let rows = try ledger.deliveries(in: edition.id, state: state, after: nil, limit: Self.listed + 1)
    guard !rows.isEmpty else { return }
    if options.json {
      for row in rows.prefix(Self.listed) {
        console.result(
          JSONLine([
            ("campaign", .text(edition.campaign)), ("edition", .text(edition.edition)),
            ("partner", .text(row.partner)), ("delivery", .number(row.id.rawValue)),
            ("state", .text(state.rawValue)),
            ("attempts", .number(Int64(row.attempts))), ("reason", .text(row.reason)),
            ("since", .text(row.updated.description)), ("due", .text(row.due?.description)),
          ]).description)
      }
      return
    }
    console.result("")
    console.result("\(state.word) in \(edition.campaign) \(edition.edition):")
    var table = Table([.right, .left, .left, .left])
    for row in rows.prefix(Self.listed) {
      let due = row.due.map { "next at \($0)" } ?? "since \(row.updated)"
      table.add([String(row.id.rawValue), row.partner, due, row.reason ?? ""])
    }
    table.lines(indent: "  ").forEach(console.result)
    if rows.count > Self.listed { console.result("  and more") }
  }
}

extension DeliveryState {
  /// The states of a table, in the order of a delivery's life.
  static let shown: [DeliveryState] = [
    .planned, .accepted, .deferred, .refused, .inDoubt, .suppressed, .skipped,
  ]

  /// States that have a column only where a delivery is in one.
  static let rare: [DeliveryState] = [.claimed, .expired, .cancelled]

  /// The state in words.
  var word: String { self == .inDoubt ? "in doubt" : rawValue }
}
