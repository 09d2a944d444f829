internal import Testing

@testable import Mailroom

struct PreviewSelectionTests {
  typealias Selection = PreviewSelection<String>

  /// Offers words such as `status/2026-10/de/growth/-`, each the element too with its position.
  private func chosen(_ words: [String], limit: Int) -> [String] {
    var selection = Selection(limitPerCampaign: limit)
    for (index, word) in words.enumerated() {
      let parts = word.split(separator: "/").map(String.init)
      let combination = Selection.Combination(
        campaign: parts[0], edition: parts[1], language: parts[2], tier: parts[3],
        hasBonus: parts[4] == "bonus")
      selection.offer(combination, "\(index) \(word)")
    }
    return selection.chosen
  }

  @Test func `the first of each combination is kept`() {
    let words = [
      "status/10/de/growth/-", "status/10/de/growth/-", "status/10/en/growth/-", "status/10/de/growth/bonus",
      "status/10/de/elite/-", "status/10/en/growth/-", "status/11/de/growth/-",
    ]
    #expect(
      chosen(words, limit: 100) == [
        "0 status/10/de/growth/-", "2 status/10/en/growth/-", "3 status/10/de/growth/bonus",
        "4 status/10/de/elite/-", "6 status/11/de/growth/-",
      ])
  }

  @Test func `campaigns keep together in the order they came`() {
    #expect(
      chosen(["b/1/de/x/-", "a/1/de/x/-", "b/1/en/x/-", "a/1/de/x/-"], limit: 9) == [
        "0 b/1/de/x/-", "2 b/1/en/x/-", "1 a/1/de/x/-",
      ])
  }

  @Test func `the limit holds for each campaign by itself`() {
    let words = (0..<50).flatMap { ["a/1/en/tier\($0)/-", "b/1/en/tier\($0)/-"] }
    let chosen = chosen(words, limit: 7)
    #expect(chosen.filter { $0.contains(" a/") }.count == 7)
    #expect(chosen.count == 14)
    #expect(self.chosen(words, limit: 0).isEmpty)
    #expect(self.chosen(words, limit: -1).isEmpty)
  }

  @Test func `under a limit languages are spread before tiers`() {
    let languages = ["en", "de", "ja", "ar"]
    let tiers = ["standard", "growth", "elite"]
    let words = languages.flatMap { language in tiers.map { "status/10/\(language)/\($0)/-" } }
    #expect(
      chosen(words, limit: 4) == [
        "0 status/10/en/standard/-", "4 status/10/de/growth/-", "8 status/10/ja/elite/-",
        "9 status/10/ar/standard/-",
      ])
    let eight = chosen(words, limit: 8)
    for language in languages { #expect(eight.filter { $0.contains("/\(language)/") }.count == 2) }
  }

  @Test func `an element that is not kept is not made`() {
    var selection = Selection(limitPerCampaign: 5)
    let combination = Selection.Combination(
      campaign: "a", edition: "1", language: "de", tier: "x", hasBonus: false)
    var made = 0
    func make() -> String {
      made += 1
      return "mail \(made)"
    }
    let kept = [selection.offer(combination, make()), selection.offer(combination, make())]
    #expect(kept == [true, false])
    #expect(made == 1)
    #expect(selection.chosen == ["mail 1"])
  }

  @Test func `a combination whose element cannot be made is still open`() throws {
    struct Failure: Error {}
    func fail() throws -> String { throw Failure() }
    var selection = Selection(limitPerCampaign: 5)
    let combination = Selection.Combination(
      campaign: "a", edition: "1", language: "de", tier: "x", hasBonus: false)
    do {
      try selection.offer(combination, fail())
      Issue.record("nothing was thrown")
    } catch is Failure {}
    selection.offer(combination, "second")
    #expect(selection.chosen == ["second"])
  }
}
