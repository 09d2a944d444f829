/// Workspaces that several tests read; made once, and left as they are.
enum Shared {
  static let asOf = "2026-11-01T09:00:00Z"

  /// The sample brought in, nothing sent.
  static func imported() throws -> TestWorkspace { try madeImported.get() }

  /// Every campaign of the sample sent, with what the runs said.
  static func sent() throws -> (workspace: TestWorkspace, runs: [TierpostProcess.Outcome], letters: [Letter])
  {
    try madeSent.get()
  }

  /// The sample worked out by the tests' own means.
  static func reckoning() throws -> Reckoning { try madeReckoning.get() }

  private static let madeReckoning = Result {
    try Reckoning(folder: "\(TestWorkspace.repository)/Sample", asOf: asOf)
  }

  private static let madeImported = Result {
    let workspace = try TestWorkspace()
    let outcome = try workspace.tierpost("import")
    guard outcome.exitCode == 0 else { throw TierpostProcess.Failure(description: outcome.errors) }
    return workspace
  }

  private static let madeSent = Result {
    let workspace = try TestWorkspace(copyOf: imported())
    let runs = try ["monthly-status", "advancement", "onboarding"].map {
      try workspace.tierpost("send", $0, "--as-of", asOf, "--yes")
    }
    return (workspace, runs, try workspace.letters())
  }
}
