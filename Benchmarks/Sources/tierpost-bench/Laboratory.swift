import FoundationEssentials
import Glibc

/// The workspaces that are measured, made once each, and what is shared by all measurements.
final class Laboratory {
  let program: Program
  let scratch: URL
  let rounds: Int
  /// Told what is going on.
  let say: (String) -> Void
  private let activitiesPerPartner: Int
  private var workspaces: [Int: Workspace] = [:]
  /// The most memory, in KiB, by what was done.
  private(set) var peaks: [String: Int] = [:]

  init(
    program: Program, scratch: URL, rounds: Int, activitiesPerPartner: Int, say: @escaping (String) -> Void
  ) {
    self.program = program
    self.scratch = scratch
    self.rounds = rounds
    self.activitiesPerPartner = activitiesPerPartner
    self.say = say
  }

  /// A workspace whose data is brought in.
  func workspace(partners: Int) throws -> Workspace {
    if let made = workspaces[partners] { return made }
    say("making \(partners) partners and bringing them in")
    let workspace = try Workspace(
      scratch.appendingPathComponent("workspace-\(partners)"), program: program, partners: partners,
      activities: partners * activitiesPerPartner)
    try note(program.importData(of: workspace).usage, as: Self.importing(partners))
    try workspace.keepImport()
    workspaces[partners] = workspace
    return workspace
  }

  /// Sends the mails of a workspace to a fresh sink and holds the two counts together.
  func send(partners: Int) throws -> (usage: ChildProcess.Usage, mails: Int) {
    let workspace = try workspace(partners: partners)
    try workspace.restoreImport()
    let sink = try Sink(in: scratch)
    try workspace.settle(sender: "smtp: smtp://127.0.0.1:\(sink.port)\n    connections: 10")
    let sent = Result { try program.send(workspace) }
    let taken = try sink.stop()
    let (usage, mails) = try sent.get()
    guard taken == mails else {
      throw BenchFailure("tierpost counts \(mails) mails accepted, smtp-sink \(taken)")
    }
    try note(usage, as: Self.sending(partners))
    return (usage, mails)
  }

  func note(_ usage: ChildProcess.Usage, as action: String) throws {
    var own = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &own)
    // Linux counts the benchmark's own memory for a program until it takes its place; below that nothing can be seen.
    guard usage.peak > own.ru_maxrss else {
      throw BenchFailure(
        "the memory of \(action) cannot be seen below the benchmark's own, \(own.ru_maxrss) KiB")
    }
    peaks[action] = max(peaks[action] ?? 0, usage.peak)
  }

  static func importing(_ partners: Int) -> String { "import of \(partners)" }
  static func sending(_ partners: Int) -> String { "send to \(partners)" }
}
