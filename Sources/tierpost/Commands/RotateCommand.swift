import ArgumentParser
import Mailroom

struct RotateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rotate",
    abstract: "Adds a key that signs links to leave from now on.",
    discussion: """
      The earlier keys stay in Data/keys/workspace.key, for links in mails that were sent must work for at least 60 days; \
      here they work for as long as their key's line is there. The first line must never go: suppressed addresses are \
      known by it. Keep the file in your backups.

      Exit code 0: done. 78: there is no key file yet.
      """)

  @OptionGroup var options: WorkspaceOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      // A key file that is not this ledger's is not added to.
      _ = try OpenedWorkspace.openLedger(of: workspace)
      let count = try WorkspaceKey.add(in: workspace.folder)
      console.say(
        "Key \(count) signs links from now on; \(counted(count - 1, "earlier key")) still \(count == 2 ? "holds" : "hold")."
      )
    }
  }
}
