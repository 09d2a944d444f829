import FoundationEssentials

/// Rows a second of `tierpost import`, which checks every row, against the sqlite3 shell's `.import`, which checks none.
struct ImportRate {
  let laboratory: Laboratory
  let partners: Int

  func figures() throws -> [Figure] {
    let workspace = try laboratory.workspace(partners: partners)
    try workspace.settle(sender: "folder: Data/Outbox")
    return try [
      // Their files are as large as the aim's: others would measure how fast a program starts.
      figure("partners", of: workspace) {
        workspace.forgetImport()
        try workspace.settle(sender: "folder: Data/Outbox", activity: "no-activity")
      },
      figure("activity", of: workspace) {
        workspace.forgetImport()
        try workspace.settle(sender: "folder: Data/Outbox", activity: "no-activity")
        _ = try laboratory.program.importData(of: workspace)
        try workspace.settle(sender: "folder: Data/Outbox", partners: "no-partners")
      },
    ]
  }

  private func figure(_ name: String, of workspace: Workspace, prepare: () throws -> Void) throws -> Figure {
    var ours = Rates()
    var theirs = Rates()
    for round in 1...laboratory.rounds {
      laboratory.say("import of \(name), round \(round) of \(laboratory.rounds)")
      try prepare()
      let (usage, rows) = try laboratory.program.importData(of: workspace)
      ours.add(usage, count: rows)
      theirs.add(try shell(workspace.data(name)), count: rows)
    }
    return Figure(
      figure: "import of \(name), rows/s by the sqlite3 shell's",
      ratio: ours.wall.median / theirs.wall.median,
      aim: 0.5, isCeiling: false,
      raw: [
        "tierpost": ours.wall.median, "sqlite3": theirs.wall.median, "tierpost µs CPU": 1e6 / ours.cpu.median,
        "sqlite3 µs CPU": 1e6 / theirs.cpu.median,
      ])
  }

  /// Into a table without keys or types, in one transaction, as the shell does it by itself.
  private func shell(_ file: URL) throws -> ChildProcess.Usage {
    let database = laboratory.scratch.appendingPathComponent("shell.sqlite").path
    for name in [database, database + "-wal", database + "-shm"] {
      try? FileManager.default.removeItem(atPath: name)
    }
    return try ChildProcess(
      try Tool.sqlite.path(), [database, "PRAGMA journal_mode=WAL", ".import --csv '\(file.path)' rows"],
      in: laboratory.scratch
    ).finish()
  }
}
