import ArgumentParser
import Ledger
import Mail
import Mailroom

struct SuppressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress",
    abstract: "Adds addresses that must not be written to.",
    discussion: """
      The list only grows: bringing partners in again never brings anyone back. It keeps keyed hashes, no addresses. It is \
      asked for every mail when the mail is claimed, so an entry made during a run counts in that run.

      Examples:
        tierpost suppress someone@example.com --reason "asked by telephone"
        tierpost suppress someone@example.com --campaign onboarding
      """)

  @Argument(help: "The addresses.")
  var addresses: [String]
  @OptionGroup var options: WorkspaceOptions
  @Option(help: "Why, for the record.")
  var reason = "by hand"
  @Option(help: ArgumentHelp("This campaign only; otherwise no mail at all.", valueName: "campaign"))
  var campaign: String?

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      if let campaign { _ = try workspace.named(campaign: campaign) }
      let (ledger, _) = try OpenedWorkspace.openLedger(of: workspace)
      let scope = campaign.map(SuppressionScope.topic) ?? .all
      var parsed: [EmailAddress] = []
      for (number, text) in addresses.enumerated() {
        do throws(AddressError) {
          parsed.append(try EmailAddress(text))
        } catch {
          throw Failure("argument \(number + 1) is not an address: \(error.reason)", code: Exit.data)
        }
      }
      var new = 0
      for address in parsed
      where try ledger.suppress(address, scope: scope, reason: reason, now: Surroundings.now()) { new += 1 }
      console.say("\(new) added, \(parsed.count - new) had been there.")
    }
  }
}
