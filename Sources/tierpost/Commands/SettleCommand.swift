import ArgumentParser
import Ledger
import Mail
import Mailroom

struct SettleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "settle",
    abstract: "Decides what becomes of deliveries that are in doubt.",
    discussion: """
      A delivery is in doubt when its final dot went out and no answer came back. Look into the relay's log for its \
      Message-ID, then say what happened; `tierpost status` lists the numbers. What is to be sent again goes out with the \
      next `tierpost send` or `tierpost resume`, under the same Message-ID.

      Examples:
        tierpost settle --accepted 17 18
        tierpost settle --resend --all --campaign monthly-status --edition 2026-10

      Exit code 0: done. 66: a number is of no delivery in doubt, or there is no such edition.
      """)

  enum Decision: String, EnumerableFlag {
    case accepted, resend, drop

    static func help(for value: Decision) -> ArgumentHelp? {
      switch value {
      case .accepted: "They arrived."
      case .resend: "Send them again."
      case .drop: "Leave them: they are cancelled."
      }
    }

    var settlement: Settlement {
      switch self {
      case .accepted: .accepted
      case .resend: .resend
      case .drop: .drop
      }
    }
  }

  @Flag var decision: Decision
  @Argument(help: "The deliveries' numbers.")
  var deliveries: [Int64] = []
  @OptionGroup var options: WorkspaceOptions
  @Flag(help: "All that are in doubt in the edition of --campaign and --edition.")
  var all = false
  @Option(help: ArgumentHelp("The campaign, with --all.", valueName: "campaign"))
  var campaign: String?
  @Option(help: ArgumentHelp("The edition, with --all.", valueName: "edition"))
  var edition: String?
  @Flag(name: .shortAndLong, help: "Settle all without asking.")
  var yes = false

  func validate() throws {
    guard all != !deliveries.isEmpty else {
      throw ValidationError(
        "name the deliveries by their numbers, or take --all with --campaign and --edition")
    }
    guard all == (campaign != nil), all == (edition != nil) else {
      throw ValidationError("--all, --campaign and --edition go together")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let (ledger, _) = try OpenedWorkspace.openLedger(of: workspace)
      let now = Surroundings.now()
      var ids: [Envelope.ID] = []
      if let campaign, let edition {
        ids = try inDoubt(ledger.named(edition, of: campaign), ledger)
        if !ids.isEmpty {
          try console.agree(
            "Settle \(ids.count) of \(campaign) \(edition) as \(decision.rawValue)?", yes: yes)
        }
      } else {
        ids = deliveries.map { Envelope.ID(rawValue: $0) }
        for id in ids where try ledger.delivery(id)?.row.state != .inDoubt {
          throw Failure(
            "delivery \(id.rawValue) is not in doubt; nothing was settled",
            help: "`tierpost status` lists those that are", code: Exit.noInput)
        }
      }
      let count = try ledger.settle(ids, as: decision.settlement, now: now)
      if options.json {
        console.result(
          JSONLine([("settled", .number(Int64(count))), ("as", .text(decision.rawValue))]).description)
      } else {
        console.say("\(count) settled as \(decision.rawValue).")
      }
    }
  }

  private func inDoubt(_ edition: EditionRecord, _ ledger: SQLiteLedger) throws -> [Envelope.ID] {
    var ids: [Envelope.ID] = []
    var page: [DeliveryRow]
    repeat {
      page = try ledger.deliveries(in: edition.id, state: .inDoubt, after: ids.last, limit: 1_000)
      ids += page.map(\.id)
    } while !page.isEmpty
    return ids
  }
}
