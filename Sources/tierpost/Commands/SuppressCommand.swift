import ArgumentParser
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Signing

struct SuppressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suppress",
    abstract: "Adds addresses that must not be written to.",
    discussion: """
      The list only grows: bringing partners in again never brings anyone back. It keeps keyed hashes, no addresses. It is \
      asked for every mail when the mail is claimed, and several times a second while a run has mails that wait, so an \
      entry made during a run counts within a second.

      Examples:
        tierpost suppress someone@example.com --reason "asked by telephone"
        tierpost suppress someone@example.com --campaign onboarding
        tierpost suppress --token AQEHUC0w...     the token of a link to leave

      Exit code 0: done. 65: an address or token is none. 66: the token's partner is not in the ledger any more.
      """)

  @Argument(help: "The addresses.")
  var addresses: [String] = []
  @OptionGroup var options: WorkspaceOptions
  @Option(help: "Why, for the record.")
  var reason = "by hand"
  @Option(help: ArgumentHelp("This campaign only; otherwise no mail at all.", valueName: "campaign"))
  var campaign: String?
  @Option(help: ArgumentHelp("The campaigns of this stream only.", valueName: "stream"))
  var stream: String?
  @Option(
    help: ArgumentHelp("A token of a link to leave: it says who, and which campaign.", valueName: "token"))
  var token: String?

  func validate() throws {
    guard (token == nil) == !addresses.isEmpty else {
      throw ValidationError("name addresses, or one --token")
    }
    guard token == nil || (campaign == nil && stream == nil) else {
      throw ValidationError("--token says itself which campaign is left")
    }
    guard campaign == nil || stream == nil else { throw ValidationError("--campaign or --stream, not both") }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      if let campaign { _ = try workspace.named(campaign: campaign) }
      if let stream { _ = try workspace.named(stream: stream) }
      let (ledger, secret) = try OpenedWorkspace.openLedger(of: workspace)
      let entries = try token.map { [try entry(of: $0, ledger, secret)] } ?? parsedAddresses()
      var new = 0
      for (address, scope) in entries
      where try ledger.suppress(address, scope: scope, reason: reason, now: Surroundings.now()) { new += 1 }
      console.say("\(new) added, \(entries.count - new) had been there.")
    }
  }

  private func parsedAddresses() throws -> [(EmailAddress, SuppressionScope)] {
    let scope = campaign.map(SuppressionScope.topic) ?? stream.map(SuppressionScope.stream) ?? .all
    return try addresses.enumerated().map { number, text in
      do throws(AddressError) {
        return (try EmailAddress(text), scope)
      } catch {
        throw Failure("argument \(number + 1) is not an address: \(error.reason)", code: Exit.data)
      }
    }
  }

  private func entry(
    of token: String, _ ledger: SQLiteLedger, _ secret: WorkspaceKey
  ) throws -> (EmailAddress, SuppressionScope) {
    guard let token = UnsubscribeToken(verifying: token, with: try secret.links) else {
      throw Failure("this is no token of this workspace", code: Exit.data)
    }
    guard let partner = try PartnerReference.partner(token.partner, key: secret.key, in: ledger) else {
      throw Failure("the token's partner is not in the ledger any more", code: Exit.noInput)
    }
    return (partner.email, .topic(token.topic))
  }
}
