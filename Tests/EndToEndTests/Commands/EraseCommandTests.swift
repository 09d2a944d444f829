import Foundation
import Testing

/// `tierpost erase`, and links to leave whose keys were rotated.
@Suite struct EraseCommandTests {
  @Test func `an erased partner is in no file of the ledger, and a new import does not bring mail`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    try workspace.tierpost("erase", "P-1").expect(64, saying: "--yes")
    try workspace.tierpost("erase", "P-1", "--yes").expect(0, saying: "1 delivery", "2 activities")
    for name in workspace.files(in: "Data") where name.hasPrefix("ledger") {
      let bytes = Data(try workspace.bytes("Data/\(name)"))
      for word in ["ann@mail", "Ann", "P-1", "A-1"] {
        #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) in \(name)")
      }
    }
    let states = try workspace.tierpost("status", "--json").objects().first?["states"]
    #expect(states == .object(["accepted": 2]), "the number of mails stays")
    try workspace.tierpost("erase", "P-3", "--yes").expect(66, saying: "there is no partner 'P-3'")

    // The same file, brought in again because it was touched.
    try workspace.edit("Sample/partners.csv", "P-2,Ben", "P-2,Benno")
    try workspace.tierpost("import").expect(0)
    let before = workspace.outbox()
    for campaign in ["monthly-status", "advancement", "onboarding"] {
      try workspace.tierpost("send", campaign, "--as-of", "2026-11-02T09:00:00Z", "--yes").expect(0)
    }
    let new = workspace.outbox().filter { !before.contains($0) }
    for name in new { #expect(try !workspace.read("Data/Outbox/\(name)").contains("ann@mail.example")) }
  }

  @Test func `a token says who leaves which campaign, before and after the keys were rotated`() throws {
    let workspace = try TestWorkspace.ofTwo()
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--only", "P-1", "--yes").expect(
      0)
    let early = try token(of: "ann@mail.example", in: workspace)
    try workspace.tierpost("rotate").expect(
      0, saying: "Key 2 signs links from now on; 1 earlier key still holds")
    let key = try workspace.read("Data/keys/workspace.key").split(separator: "\n")
    #expect(key.count == 2 && Set(key).count == 2)
    let attributes = try FileManager.default.attributesOfItem(
      atPath: workspace.path("Data/keys/workspace.key"))
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    let late = try token(of: "ben@mail.example", in: workspace)
    try workspace.tierpost("suppress", "--token", early).expect(0, saying: "1 added")
    try workspace.tierpost("suppress", "--token", late).expect(0, saying: "1 added")
    try workspace.tierpost("suppress", "--token", early).expect(0, saying: "1 had been there")
    try workspace.tierpost("suppress", "ann@mail.example", "--campaign", "monthly-status").expect(
      0, saying: "0 added")
    try workspace.tierpost("suppress", "--token", String(early.dropLast()) + "x").expect(
      65, saying: "no token")

    // The first line gone, nobody's suppression would be known.
    try workspace.write(String(key[1]) + "\n", to: "Data/keys/workspace.key")
    try workspace.tierpost("status").expect(78, saying: "not the key")
    try workspace.write(key.joined(separator: "\n") + "\nnonsense\n", to: "Data/keys/workspace.key")
    try workspace.tierpost("status").expect(78, saying: "each a line of 64 hexadecimal digits")
  }

  /// The token of the link in a partner's mail.
  private func token(of address: String, in workspace: TestWorkspace) throws -> String {
    for name in workspace.outbox() {
      let text = try workspace.read("Data/Outbox/\(name)").replacing("\r\n ", with: " ").replacing(
        "=\r\n", with: "")
      guard text.contains(address), let match = text.firstMatch(of: #/\/u\/([A-Za-z0-9_-]{20,})/#) else {
        continue
      }
      return String(match.1)
    }
    throw TierpostProcess.Failure(description: "no mail to \(address)")
  }
}
