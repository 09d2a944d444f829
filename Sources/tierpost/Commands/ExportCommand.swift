import ArgumentParser

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes what other programs take over: payouts.",
    subcommands: [ExportPayoutsCommand.self])
}
