import Settings
import Testing

@Suite struct SettingsTests {
  private func read(_ text: String, _ body: (MappingReader) -> Void) -> [Problem] {
    let log = ProblemLog()
    do {
      let document = try SettingsDocument(SourceText(name: "s.yaml", text: text), log: log)
      if let top = document.root?.mapping() { body(top) }
      try log.throwIfAny()
      return []
    } catch {
      return error.list
    }
  }

  @Test func `all mistakes of a file are reported at once, in the order of the lines`() {
    let problems = read("name: 3\nwindow: yearly\ncolour: red\ntiers: x\n") { top in
      _ = top.required("metric")
      _ = top.optional("tiers")?.list()
      _ = top.optional("name")?.string()
      _ = top.optional("window")?.choice(["month", "year"])
      top.finish(known: ["color"])
    }
    #expect(problems.map(\.kind) == [.missingKey, .invalidValue, .unknownKey, .wrongType])
    #expect(problems.map(\.line) == [1, 2, 3, 4])
    #expect(problems[1].help == "did you mean 'year'?")
    #expect(problems[2].help == "did you mean 'color'?")
  }

  @Test func `a problem shows its line with a caret`() {
    let problems = read("a: 1\n\twindow: x\n") { _ in }
    #expect(problems.first?.kind == .syntax)
    let shown = read("tiers:\n  window: yeer\n") { top in
      let tiers = top.required("tiers")?.mapping()
      _ = tiers?.required("window")?.choice(["month", "year"])
    }
    #expect(
      shown.first?.description == """
        s.yaml:2:11: error: 'yeer' is not one of 'month', 'year'
          2 |   window: yeer
            |           ^^^^ did you mean 'year'?
        """)
  }

  @Test func `the country NO stays a text`() {
    var countries: [String] = []
    let problems = read("region: [NO, SE]\n") { top in
      countries = top.required("region")?.oneOrMore()?.compactMap { $0.string() } ?? []
      top.finish()
    }
    #expect(problems.isEmpty)
    #expect(countries == ["NO", "SE"])
  }

  @Test func `a key that stands twice is refused with its place`() {
    let problems = read("name: a\nname: b\n") { _ in }
    #expect(problems.map(\.kind) == [.duplicateKey])
    #expect(problems.first?.message == "the key 'name' stands twice in one mapping")
  }

  @Test(arguments: [("3 days", 3), ("1 day", 1), ("30", 30), ("0 days", 0)])
  func `a number of days is read`(text: String, days: Int) {
    var read: Int?
    _ = self.read("after: \(text)\n") { read = $0.required("after")?.days() }
    #expect(read == days)
  }

  @Test(arguments: ["3 weeks", "-1 days", "soon", "3 days ago"])
  func `anything else is not a number of days`(text: String) {
    let problems = read("after: \(text)\n") { _ = $0.required("after")?.days() }
    #expect(problems.map(\.kind) == [.invalidValue])
  }

  @Test func `a line is found in a file with CR LF ends`() {
    let source = SourceText(name: "x", text: "one\r\ntwo\r\nthree")
    #expect((1...4).map(source.line) == ["one", "two", "three", ""])
  }

  @Test(arguments: [("subjet", "subject"), ("lagnuage", "language"), ("zzz", nil)])
  func `the nearest word is suggested, and none when none is near`(word: String, nearest: String?) {
    #expect(Suggestion.nearest(to: word, among: ["subject", "language", "layout"]) == nearest)
  }
}
