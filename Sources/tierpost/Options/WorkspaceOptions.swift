import ArgumentParser
import Mail
import Mailroom
import PartnerProgram

/// The options that every command on a workspace has.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .long], help: ArgumentHelp("The workspace's folder.", valueName: "folder"),
    completion: .directory)
  var workspace = "."

  @Flag(help: "Print results as JSON, one object a line.")
  var json = false

  var console: Console { Console(isJSON: json) }
}

/// The clock of a command.
struct ClockOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Work as of this moment: 2026-11-01T09:00:00Z, or a day, which means its first moment in the program's zone.",
      discussion: "What happened at this moment or later is not known. The default is now.", valueName: "time"
    ))
  var asOf: String?

  /// The moment meant, by the program's calendar.
  func moment(in calendar: ProgramCalendar) throws -> Timestamp {
    guard let asOf else { return Surroundings.now() }
    if let day = try? CivilDate(asOf) { return calendar.start(of: day) }
    do {
      return try Timestamp(asOf)
    } catch {
      throw Failure(
        "--as-of \(asOf): expected a time such as 2026-11-01T09:00:00Z or a day such as 2026-11-01",
        code: Exit.usage)
    }
  }
}

/// The month of a command that speaks of one.
struct MonthOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The month, such as 2026-10; the default is the month of the last moment before --as-of."))
  var month: String?

  func month(asOf moment: Timestamp, in calendar: ProgramCalendar) throws -> Month {
    guard let month else { return calendar.month(of: Timestamp(seconds: moment.seconds - 1)) }
    guard let found = Month(month) else {
      throw Failure("--month \(month): expected a month such as 2026-10", code: Exit.usage)
    }
    return found
  }
}

extension Period {
  /// The month, quarter or year that `--period` names.
  init(asked name: String, asOf moment: Timestamp, in calendar: ProgramCalendar) throws(Failure) {
    guard let found = Period(name: name), let first = found.first else {
      throw Failure(
        "--period \(name): expected a month, quarter or year such as 2026-10, 2026-Q3 or 2026",
        code: Exit.usage)
    }
    guard first <= calendar.day(of: moment) else {
      throw Failure("--period \(name): it has not begun, so nothing is earned yet", code: Exit.usage)
    }
    self = found
  }
}
