import ArgumentParser

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes what other programs take over: payouts, and where each partner stands.",
    subcommands: [ExportPayoutsCommand.self, ExportStatusCommand.self])
}
