import Foundation
import Mail
import PartnerProgram
import Segmentation
import Testing

@Suite struct CriteriaTests {
  @Test func `every file in Criteria is listed, and nothing else`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../Sources/Segmentation/Criteria")
      .standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == allCriteria.map { "\($0).swift" }.sorted())
  }

  @Test func `no two criteria take the same key`() {
    #expect(Set(allCriteria.map { $0.key }).count == allCriteria.count)
  }

  /// A condition, a partner who meets it, one who has another value; all three with one who has none.
  struct Case: CustomTestStringConvertible, Sendable {
    let condition: String
    let meets: @Sendable (inout Partner) -> Void
    let other: @Sendable (inout Partner) -> Void
    var testDescription: String { condition }
  }

  static let cases: [Case] = [
    Case(condition: "type: creator", meets: { $0.type = "creator" }, other: { $0.type = "creators" }),
    Case(condition: "type: [agency, Creator]", meets: { $0.type = "CREATOR" }, other: { $0.type = "b2b" }),
    Case(condition: "channel: blog", meets: { $0.channel = "Blog" }, other: { $0.channel = "youtube" }),
    Case(
      condition: "source: trade fair", meets: { $0.source = "Trade Fair" }, other: { $0.source = "tradefair" }
    ),
    Case(condition: "region: DE", meets: { $0.country = "DE" }, other: { $0.country = "AT" }),
    Case(condition: "region: de", meets: { $0.country = "DE" }, other: { $0.country = "DEU" }),
    Case(condition: "region: [NO, SE]", meets: { $0.country = "NO" }, other: { $0.country = "DK" }),
    Case(condition: "region: EU", meets: { $0.country = "HR" }, other: { $0.country = "GB" }),
    Case(condition: "region: EU", meets: { $0.country = "BG" }, other: { $0.country = "CH" }),
    Case(condition: "region: 155", meets: { $0.country = "FR" }, other: { $0.country = "IT" }),
    Case(condition: "region: DACH", meets: { $0.country = "CH" }, other: { $0.country = "NL" }),
    Case(condition: "region: core", meets: { $0.country = "AT" }, other: { $0.country = "BE" }),
    Case(condition: "language: de", meets: { $0.language = "de-AT" }, other: { $0.language = "den" }),
    Case(condition: "language: de-at", meets: { $0.language = "de-AT" }, other: { $0.language = "de" }),
    Case(
      condition: "language: [ja, zh-Hant]", meets: { $0.language = "zh-Hant-TW" },
      other: { $0.language = "zh" }),
    Case(condition: "tags: [beta, vip]", meets: { $0.tags = ["old", "VIP"] }, other: { $0.tags = ["old"] }),
    Case(
      condition: "beta: true", meets: { $0.fields["beta"] = "TRUE" }, other: { $0.fields["beta"] = "false" }),
    Case(
      condition: "Größe: Groß", meets: { $0.fields["Größe"] = "GROß" },
      other: { $0.fields["Größe"] = "Gross" }),
    Case(
      condition: "company_size: [small, medium]", meets: { $0.fields["company_size"] = "medium" },
      other: { $0.fields["company_size"] = "large" }),
  ]

  @Test(arguments: cases)
  func `a criterion holds for its values only, and never for a partner without one`(it: Case) throws {
    let segment = try Fixtures.segment(it.condition)
    #expect(segment.matches(Fixtures.recipient(it.meets), on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient(it.other), on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient(), on: Fixtures.day))
  }

  @Test func `any language is met by everyone whose language is known`() throws {
    let segment = try Fixtures.segment("language: '*'")
    #expect(segment.matches(Fixtures.recipient { $0.language = "ja" }, on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient(), on: Fixtures.day))
  }

  @Test func `a tier is met by its id, whatever the month before was`() throws {
    let segment = try Fixtures.segment("tier: [growth, elite]")
    #expect(segment.matches(Fixtures.recipient(tier: "elite"), on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient(tier: "standard"), on: Fixtures.day))
  }

  @Test func `the same letters are equal however they are composed`() throws {
    let segment = try Fixtures.segment("type: Cr\u{E9}ateur")
    #expect(segment.matches(Fixtures.recipient { $0.type = "cre\u{301}ateur" }, on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient { $0.type = "createur" }, on: Fixtures.day))
  }

  @Test func `a long list of values is looked up as a short one`() throws {
    let segment = try Fixtures.segment(
      "company_size: [\((1...500).map { "Size \($0)" }.joined(separator: ", "))]")
    #expect(segment.matches(Fixtures.recipient { $0.fields["company_size"] = "SIZE 499" }, on: Fixtures.day))
    #expect(!segment.matches(Fixtures.recipient { $0.fields["company_size"] = "size 501" }, on: Fixtures.day))
  }

  @Test func `someone has left from the day on that the row names`() throws {
    let active = try Fixtures.segment("status: active")
    let left = try Fixtures.segment("status: left")
    let everyone = try Fixtures.segment("status: [active, left]")
    for (offset, isActive) in [(-1, false), (0, false), (1, true)] {
      let date = CivilDate(daysSinceEpoch: Fixtures.day.daysSinceEpoch + offset)
      let recipient = Fixtures.recipient { $0.left = date }
      #expect(active.matches(recipient, on: Fixtures.day) == isActive)
      #expect(left.matches(recipient, on: Fixtures.day) == !isActive)
      #expect(everyone.matches(recipient, on: Fixtures.day))
    }
    #expect(active.matches(Fixtures.recipient(), on: Fixtures.day))
  }

  @Test(arguments: [
    (
      "within: 30 days",
      [("2026-10-01", false), ("2026-10-02", true), ("2026-11-01", true), ("2026-11-02", false)]
    ),
    ("within: 0 days", [("2026-10-31", false), ("2026-11-01", true)]),
    ("before: 2026-01-01", [("2025-12-31", true), ("2026-01-01", false)]),
    ("after: 2025-01-01", [("2025-01-01", false), ("2025-01-02", true)]),
    (
      "after: 2025-01-01, before: 2025-01-03",
      [("2025-01-01", false), ("2025-01-02", true), ("2025-01-03", false)]
    ),
  ])
  func `joining is met by the days it names`(condition: String, days: [(String, Bool)]) throws {
    let segment = try Fixtures.segment("joined: {\(condition)}")
    for (day, holds) in days {
      let parts = day.split(separator: "-").compactMap { Int($0) }
      let joined = CivilDate(year: parts[0], month: parts[1], day: parts[2])
      #expect(segment.matches(Fixtures.recipient { $0.joined = joined }, on: Fixtures.day) == holds, "\(day)")
    }
  }
}
