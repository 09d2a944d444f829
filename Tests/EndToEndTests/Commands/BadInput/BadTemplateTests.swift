import Foundation
import Testing

/// Mistakes in templates: found before anything is sent.
@Suite struct BadTemplateTests {
  private func check(_ addition: String, _ message: String, _ help: String? = nil) throws {
    let workspace = try TestWorkspace.ofTwo()
    let body = try workspace.read("Templates/tier-status/de.md")
    try workspace.write(body + "\n\(addition)\n", to: "Templates/tier-status/de.md")
    let line = body.split(separator: "\n", omittingEmptySubsequences: false).count + 1
    for arguments in [["check"], ["send", "monthly-status", "--yes", "--as-of", Shared.asOf]] {
      let outcome = try TierpostProcess(arguments, in: workspace.folder).finish()
      outcome.expect(78, saying: "Templates/tier-status/de.md:\(line):", message)
      if let help { outcome.expect(78, saying: help) }
      #expect(outcome.errors.contains(/\n +\| +\^/), "a caret")
      #expect(workspace.outbox().isEmpty, "nobody was written to, in no language")
    }
  }

  @Test func `a partner field that the data does not have`() throws {
    try check("Hallo {{ partner.nmae }}", "nmae", "did you mean")
    try check("{{ partner.budget }}", "budget")
  }

  @Test func `a filter that is not there`() throws {
    try check("{{ partner.name | upcas }}", "upcas", "did you mean 'upcase'?")
  }

  @Test func `a component that is not there`() throws {
    try check("{% render 'progres' %}", "progres", "did you mean 'progress'?")
  }

  @Test func `a word that the shared words do not have`() throws {
    try check("{{ 'stats.revenu' | t }}", "stats.revenu", "did you mean")
  }

  @Test func `a tag that is never closed, and raw HTML`() throws {
    try check("{% if next.name %}\n\nText", "if")
    try check("<div>raw</div>", "HTML")
  }

  @Test func `all mistakes of a file are reported at once`() throws {
    let workspace = try TestWorkspace.ofTwo()
    let body = try workspace.read("Templates/welcome/en.md")
    try workspace.write(
      body + "\n{{ partner.nmae }}\n\n{{ 1 | upcas }}\n\n{% render 'progres' %}\n",
      to: "Templates/welcome/en.md")
    let outcome = try workspace.tierpost("check")
    outcome.expect(78, saying: "nmae", "upcas", "progres", "3 problems")
  }

  @Test func `a field that some partners lack stops the plan with their number and the first`() throws {
    let workspace = try TestWorkspace(
      partners: "id,name,email,joined,language,shop\nP-1,Ann,ann@mail.example,2026-01-01,en,Corner\n"
        + "P-2,Ben,ben@mail.example,2026-01-01,en,\nP-3,Cleo,cleo@mail.example,2026-01-01,en,\n")
    try workspace.edit("Templates/tier-status/en.md", "The team at", "{{ partner.shop }}\n\nThe team at")
    try workspace.tierpost("check").expect(0)
    let outcome = try workspace.tierpost("send", "monthly-status", "--yes", "--as-of", Shared.asOf)
    outcome.expect(
      78, saying: "Templates/tier-status/en.md:", "partner.shop", "2 partners, first P-2", "nothing was sent")
    #expect(workspace.outbox().isEmpty)
    #expect(!outcome.errors.contains("ben@mail.example"))
  }

  @Test func `a language without a template falls back to the default, and check lists it`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.remove("Templates/tier-status/de.md")
    let check = try workspace.tierpost("check", "--json")
    check.expect(0)
    let status = try check.objects().first { $0["template"] == "tier-status" }.orFail("tier-status")
    #expect(status["missing"] == .list(["de"]))
    try workspace.tierpost("send", "monthly-status", "--yes", "--as-of", Shared.asOf).expect(0)
    let ben = try workspace.letters().first { $0.recipient == "ben@mail.example" }.orFail("Ben's letter")
    #expect(
      ben.raw("content-language") == "en" && ben.header("subject") == "Your October 2026 status: Standard")
  }

  @Test func `a template without the program's language is refused before anybody is left out`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.remove("Templates/tier-status/en.md")
    let words = "the template is not written in en, the program's language"
    try workspace.tierpost("check").expect(78, saying: "Templates/tier-status", words)
    let send = ["send", "monthly-status", "--yes", "--as-of", Shared.asOf]
    let outcome = try TierpostProcess(send, in: workspace.folder).finish()
    outcome.expect(78, saying: words)
    #expect(workspace.outbox().isEmpty)
  }

  @Test func `a template that a campaign names and that is not there is found in the settings`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.remove("Templates/welcome")
    try workspace.tierpost("check").expect(78, saying: "tierpost.yaml:", "welcome")
  }
}
