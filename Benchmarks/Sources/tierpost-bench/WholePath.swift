import FoundationEssentials

/// From partners in the ledger to messages at a server, against Postfix's smtp-source, which composes and records nothing.
struct WholePath {
  let laboratory: Laboratory
  let partners: Int

  func figures() throws -> [Figure] {
    let size = try meanMailSize()
    var ours = Rates()
    var theirs = Rates()
    for round in 1...laboratory.rounds {
      laboratory.say("whole path, round \(round) of \(laboratory.rounds)")
      let (usage, mails) = try laboratory.send(partners: partners)
      ours.add(usage, count: mails)
      theirs.add(try source(mails: mails, size: size), count: mails)
    }
    return [
      Figure(
        figure: "whole path, messages/s by smtp-source's", ratio: ours.wall.median / theirs.wall.median,
        aim: 1.2,
        isCeiling: false,
        raw: [
          "tierpost": ours.wall.median, "smtp-source": theirs.wall.median, "message bytes": Double(size),
          "tierpost µs CPU": 1e6 / ours.cpu.median, "smtp-source µs CPU": 1e6 / theirs.cpu.median,
        ])
    ]
  }

  /// Of the first 2,000 mails, written to a folder.
  private func meanMailSize() throws -> Int {
    let workspace = try laboratory.workspace(partners: partners)
    try workspace.restoreImport()
    try workspace.settle(sender: "folder: Data/Outbox")
    _ = try laboratory.program.send(workspace, limit: min(2_000, partners / 2))
    return try workspace.meanMailSize()
  }

  private func source(mails: Int, size: Int) throws -> ChildProcess.Usage {
    let sink = try Sink(in: laboratory.scratch)
    let source = try ChildProcess(
      try Tool.source.path(),
      [
        "-d", "-s", "10", "-m", "\(mails)", "-l", "\(size)", "-f", "partners@acme.example", "-t",
        "partner@inbox.example", "127.0.0.1:\(sink.port)",
      ], in: laboratory.scratch)
    let sent = Result { try source.finish() }
    let taken = try sink.stop()
    let usage = try sent.get()
    guard taken == mails else {
      throw BenchFailure("smtp-source sent \(mails) messages, smtp-sink counts \(taken)")
    }
    return usage
  }
}

/// How many a second, round by round.
struct Rates {
  private(set) var wall: [Double] = []
  private(set) var cpu: [Double] = []

  mutating func add(_ usage: ChildProcess.Usage, count: Int) {
    wall.append(Double(count) / usage.wall)
    cpu.append(Double(count) / usage.cpu)
  }
}
