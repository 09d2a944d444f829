import Testing

@Suite struct FirstTests {
  @Test func `check passes on the repository's own workspace`() throws {
    let workspace = try TestWorkspace()
    let outcome = try workspace.tierpost("check")
    #expect(outcome.exitCode == 0, "\(outcome.errors)")
  }
}
