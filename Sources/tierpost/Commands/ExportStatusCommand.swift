import ArgumentParser
import Mailroom
import PartnerProgram

struct ExportStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Writes where each partner stands, for a portal: one JSON object a partner.",
    discussion: """
      Everybody in the program, by id, with what the partner's own mail would say: no name, no address, and no tier by \
      invitation but the partner's own. Without --folder it is one object a line; with it a file ID.json for each \
      partner, replaced as a whole, and files of partners who are gone are removed. What is no letter, digit, - or _ in \
      an id is written as %2F in the file's name.

      Examples:
        tierpost export status --output status.jsonl
        tierpost export status --folder /srv/portal/status
        tierpost export status --partner P-00286 --month 2026-10

      Fields: partner, as_of, month; period {name, start, end, open, days_left}; tier {id, name, rate} and ground (why \
      it is held), since, until, drops_on; metric, unit, window, value; progress (percent to the next tier); next {id, \
      name, rate, requires (all or any), requirements [{metric, unit, window, value, from, remaining, progress}], \
      unlocks}, null at the top; previous (the tier before); conversions, revenue, commission, currency; final, \
      final_on; benefits {unlocks, money, status, support}; payout {hold_days, every, minimum}; rule (its version). \
      Figures are texts in decimals, so that no reader rounds them; days are ISO 8601.
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Option(help: ArgumentHelp("This partner only; may be repeated.", valueName: "partner"))
  var partner: [String] = []
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write to this file, not to standard output.", valueName: "file"),
    completion: .file())
  var output: String?
  @Option(
    help: ArgumentHelp("Write a file for each partner here.", valueName: "folder"), completion: .directory)
  var folder: String?

  func validate() throws {
    if output != nil, folder != nil {
      throw ValidationError("--output and --folder are two places: choose one")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      let walk = try opened.walk(asOf: moment)
      let today = opened.calendar.day(of: moment)
      let sink = try output.map { path in try FileSink(path) }
      let files = try folder.map { path in try StatusFolder(path) }
      var count = 0
      func take(_ recipient: Recipient) throws {
        if let left = recipient.partner.left, left <= today { return }
        count += 1
        let line = Array("\(PartnerStatusObject.json(recipient, in: opened.calendar))\n".utf8)
        if let files { return try files.write(line, for: recipient.partner.id) }
        if let sink { try sink.write(line) } else { console.result(bytes: line) }
      }
      if partner.isEmpty {
        try walk.forEach(month: month, asOf: moment) { try take($0) }
        try files?.removeOthers()
      } else {
        for id in partner {
          try take(try walk.recipient(opened.record(of: id), month: month, asOf: moment))
        }
      }
      try sink?.finish()
      console.say("\(counted(count, "partner")) in \(month)")
    }
  }
}
