import ArgumentParser

@main
enum Program {
  static func main() async {
    Surroundings.keepMemorySmall()
    await Tierpost.main()
  }
}

/// The command line.
struct Tierpost: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tierpost",
    abstract:
      "Writes and sends the mail of a partner program: every number can be checked, no mail is lost or doubled.",
    discussion: """
      A workspace is a folder with tierpost.yaml, Segments and Templates. A first round:

        tierpost init my-program            make a workspace
        tierpost sample -C my-program       write sample data into it
        tierpost check -C my-program        look for mistakes in every file
        tierpost plan monthly-status -C my-program
        tierpost send monthly-status -C my-program

      Results go to standard output, talk to standard error. Exit codes follow sysexits.h: 64 usage, 65 data, \
      66 no such input, 69 upstream unavailable, 73 cannot create, 74 disk, 75 try again, 76 deliveries in doubt, \
      77 permission or credentials, 78 settings.
      """,
    version: "0.1.0",
    subcommands: [
      InitCommand.self, CheckCommand.self, ImportCommand.self, AudienceCommand.self, TiersCommand.self,
      PreviewCommand.self, PlanCommand.self, SendCommand.self, RetryCommand.self, ResumeCommand.self,
      StatusCommand.self, ExportCommand.self, SettleCommand.self, CancelCommand.self, SuppressCommand.self,
      EraseCommand.self,
      RotateCommand.self, DoctorCommand.self, DKIMKeyCommand.self, SampleCommand.self, DemoCommand.self,
    ])
}
