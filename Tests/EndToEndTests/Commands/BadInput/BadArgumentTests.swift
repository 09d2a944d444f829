import Testing

/// Arguments that mean nothing: the exit code, what was meant, and no trace.
@Suite struct BadArgumentTests {
  private static let send = ["send", "monthly-status", "--yes"]

  @Test(
    arguments: [
      (["tiers", "status", "--as-of", "yesterday"], 64, "--as-of"),
      (["tiers", "status", "--as-of", "2026-02-30"], 64, "--as-of"),
      (["tiers", "status", "--as-of", "2026-11-01T09:00:00"], 64, "--as-of"),
      (["tiers", "status", "--month", "2026-13"], 64, "2026-10"),
      (["tiers", "status", "--month", "october"], 64, "2026-10"),
      (["plan", "monthly-status", "--edition", "2026-13"], 64, "2026-10"),
      (["plan", "monthly-status", "--edition", "step-1"], 64, "2026-10"),
      (["plan", "monthly-status", "--edition", "2027-01", "--as-of", "2026-11-01"], 64, "has not begun"),
      (["plan", "onboarding", "--edition", "2026-10"], 64, "step-1 to step-3"),
      (["plan", "onboarding", "--edition", "step-4"], 64, "step-1 to step-3"),
      (["plan", "monthly-statu"], 66, "did you mean 'monthly-status'?"),
      (["send", "onbording", "--yes"], 66, "did you mean 'onboarding'?"),
      (["status", "advancment"], 66, "did you mean 'advancement'?"),
      (["preview", "monthly"], 66, "there is no campaign 'monthly'"),
      (["audience", "actve"], 66, "did you mean 'active'?"),
      (["audience", "../tierpost"], 66, "there is no segment"),
      (["audience", "active", "--count", "--csv"], 64, "exclude each other"),
      (["audience", "active", "--why", "P-0002"], 66, "did you mean 'P-00002'"),
      (["tiers", "explain", "P-0002"], 66, "did you mean 'P-00002'"),
      (["plan", "monthly-status", "--only", "P-0002"], 66, "did you mean 'P-00002'"),
      (["preview", "--partner", "nobody"], 66, "there is no partner 'nobody'"),
      (send + ["--limit", "0"], 64, "--limit"), (send + ["--limit", "x"], 64, "limit"),
      (["send", "monthly-status", "--to", "nowhere"], 65, "--to is not an address"),
      (["send"], 64, "campaign"), (["sned"], 64, "sned"), (["check", "--bogus"], 64, "--bogus"),
      (["sample", "--partners", "0"], 64, "--partners"),
      (["suppress", "ann@mail.example", "--campaign", "nix"], 66, "there is no campaign 'nix'"),
    ] as [([String], Int32, String)])
  func `a wrong argument is named, with what was meant`(
    _ arguments: [String], _ code: Int32, _ words: String
  ) throws {
    let outcome = try TierpostProcess(arguments, in: Shared.imported().folder).finish()
    outcome.expect(code, saying: words)
    #expect(outcome.output.isEmpty, "results only go to standard output")
  }

  @Test func `an address that was wrong is not repeated`() throws {
    let outcome = try Shared.imported().tierpost(
      "send", "monthly-status", "--to", "secret.person(at)mail.example")
    outcome.expect(65)
    #expect(!outcome.errors.contains("secret.person"))
  }
}
