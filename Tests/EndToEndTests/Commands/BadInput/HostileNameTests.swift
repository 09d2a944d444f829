import Foundation
import Testing

/// Names from strangers: what import must refuse is refused, what it takes arrives as plain data.
@Suite struct HostileNameTests {
  private static let accepted = [
    "Quote \"Q\" \\ O'Neil, Jr.", "{{7*7}} {% if %}", "<script>alert(1)</script>",
    "=?utf-8?Q?x?= <a@b.example>",
    "日本 <b> & Söhne", "\"", "a@b.example, c", "(comment)", "=1+1", "**bold** [link](https://x.example)",
    "&lt;b&gt;", "%0d%0aBcc: x@y.example", "=0D=0ABcc: x@y.example", String(repeating: "Ü", count: 200),
  ]
  private static let refused = [
    "Eve\r\nBcc: x@y.example", "Eve\nX", "Eve\rX", "Nul\u{0}X", "Right\u{202E}Left", "A\u{2028}B", "Ann\tB",
    "Bell\u{7}", String(repeating: "x", count: 201), "", "C1\u{85}",
  ]

  private func workspace(_ names: [String]) throws -> TestWorkspace {
    let rows = names.enumerated().map { number, name in
      let quoted = "\"\(name.replacing("\"", with: "\"\""))\""
      let language = ["en", "de", "ja", "ar"][number % 4]
      return
        "P-\(number + 1),\(quoted),\(quoted),p\(number + 1)@mail.example,2026-01-01,US,\(language),creator"
    }
    return try TestWorkspace(
      partners: "id,name,first_name,email,joined,country,language,type\n" + rows.joined(separator: "\n")
        + "\n")
  }

  @Test func `names with line ends, controls and direction overrides are refused, each with its place`()
    throws
  {
    let workspace = try workspace(Self.refused)
    let outcome = try workspace.tierpost("import", "--json")
    outcome.expect(0)
    let refusals = try outcome.objects().filter { $0["line"] != nil }
    #expect(refusals.count == Self.refused.count)
    #expect(refusals.allSatisfy { $0["column"] == 2 && $0["name"] == "name" })
    #expect(!outcome.output.contains("Bcc"), "what is refused is not repeated")
    #expect(try workspace.tierpost("audience", "active", "--count").output == "0\n")
  }

  @Test func `every other name arrives as plain data in header, text and HTML`() throws {
    let workspace = try workspace(Self.accepted)
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    let letters = try workspace.letters()
    #expect(letters.count == Self.accepted.count)
    for (number, name) in Self.accepted.enumerated() {
      let letter = try letters.first { $0.recipient == "p\(number + 1)@mail.example" }.orFail(name)
      #expect(letter.recipientName == name)
      #expect(letter.text.contains(name), "\(name)")
      let escaped = name.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
        ">", with: "&gt;"
      )
      .replacing("\"", with: "&quot;")
      let html = letter.html.replacing("&#34;", with: "&quot;").replacing("&#39;", with: "'")
      #expect(html.contains(escaped), "\(name)")
      if name.contains("<") { #expect(!html.contains(name), "\(name)") }
      #expect(!html.contains("<strong>bold"))
      // One of each header, and none that a name brought along.
      let names = letter.headers.map(\.name)
      #expect(Set(names).count == names.count && !names.contains("bcc"))
      #expect(letter.bytes.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func `the page of previews shows hostile names as they are`() throws {
    let workspace = try workspace(Self.accepted)
    try workspace.tierpost("preview", "monthly-status", "--partner", "P-3", "--as-of", Shared.asOf).expect(0)
    for name in workspace.files(in: "Data/Preview") where name.hasSuffix(".html") {
      #expect(!(try workspace.read("Data/Preview/\(name)").contains("<script>alert")), "\(name)")
    }
  }

  @Test(
    arguments: [
      ("ann@mail.example", true), ("ann+news@mail.example", true), ("\"an(n\"@mail.example", true),
      ("ann@[192.0.2.1]", true), ("o'neil@mail.example", true), ("ann", false), ("@mail.example", false),
      ("ann@", false), ("ann@@mail.example", false), ("ann@mail..example", false),
      ("an n@mail.example", false),
      ("ann@mail.example\nBcc: x@y.example", false), ("Ann <ann@mail.example>", false),
      ("ann@-mail.example", false),
      (".ann@mail.example", false), ("ann.@mail.example", false),
      ("ann@mail.example,ben@mail.example", false),
      ("ann@mail.example>", false), ("ann@\u{202E}mail.example", false),
      (String(repeating: "a", count: 65) + "@mail.example", false),
    ])
  func `addresses are taken or refused by RFC 5321`(_ address: String, _ isValid: Bool) throws {
    let workspace = try TestWorkspace(
      partners: "id,name,email,joined\nP-1,Ann,\"\(address.replacing("\"", with: "\"\""))\",2026-01-01\n")
    let outcome = try workspace.tierpost("import", "--json")
    let account = try outcome.objects().first { $0["rows"] != nil }.orFail("an account")
    #expect(account["added"]?.number == (isValid ? 1 : 0), "\(outcome.output)")
    #expect(account["refused"]?.number == (isValid ? 0 : 1), "\(outcome.output)")
    guard isValid else { return }
    try workspace.tierpost("send", "monthly-status", "--as-of", Shared.asOf, "--yes").expect(0)
    #expect(try workspace.letters().map(\.recipient) == [address])
  }
}
