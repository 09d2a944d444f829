import PartnerProgram
import Reporting
import Testing

/// Whom a report tells a manager to look at.
struct AttentionTests {
  private func list(_ sellers: [Seller], _ tiers: String = Fixture.sound) throws -> AttentionList {
    try Fixture.picture(try #require(try Fixture.program(tiers)), sellers).attention
  }

  private func whys(_ list: AttentionList, _ group: AttentionList.Group) -> [String] {
    list.entries[group]?.map { "\($0.partner): \($0.why)" } ?? []
  }

  private static let reviewed = Fixture.sound.replacing(
    "window: month", with: "window: month\n  movement: {up: review, down: period_end}")

  @Test func `performers whom no tier recognises yet are listed`() throws {
    let waiting = try list([Seller(id: "A", sales: ["2026-10": 8])], Self.reviewed)
    #expect(whys(waiting, .unrecognised) == ["A: the figures reach Growth"])
    let rising = try list([
      Seller(id: "B", sales: ["2026-09": 2, "2026-10": 4]),
      Seller(id: "C", sales: ["2026-09": 2, "2026-10": 3]),
    ])
    #expect(whys(rising, .unrecognised) == ["B: USD 400.00 after USD 200.00"])
  }

  @Test func `those close to the next tier are listed with what is missing`() throws {
    let found = try list([
      Seller(id: "A", sales: ["2026-10": 5]), Seller(id: "B", sales: ["2026-10": 14]),
      Seller(id: "C", sales: ["2026-10": 3]), Seller(id: "D", sales: ["2026-10": 16]),
    ])
    #expect(
      whys(found, .eligible) == ["B: 2 more to Elite (conversions)", "A: 1 more to Growth (conversions)"])
  }

  @Test func `those who are about to lose their tier are listed with the day`() throws {
    let found = try list(
      [Seller(id: "A", sales: ["2026-09": 8, "2026-10": 1])],
      Fixture.sound.replacing(
        "window: month", with: "window: month\n  movement: {up: at_once, down: period_end, grace: 1 period}"))
    #expect(whys(found, .atRisk) == ["A: lost on 2026-12-01"])
  }

  @Test func `those in need of support and those who never sold are listed`() throws {
    let found = try list([
      Seller(id: "A", sales: ["2026-09": 6, "2026-10": 2]), Seller(id: "B", sales: ["2026-09": 3]),
      Seller(id: "C", sales: ["2026-09": 3, "2026-10": 2]), Seller(id: "D"),
      Seller(id: "E", joined: "2026-10-20"),
    ])
    #expect(
      whys(found, .failing) == ["A: USD 200.00 after USD 600.00", "B: USD 0.00 after USD 300.00"])
    #expect(whys(found, .silent) == ["D: joined on 2026-03-05"])
  }

  @Test func `of many the first few are kept and all are counted`() throws {
    let found = try list((0..<40).map { Seller(id: $0 < 10 ? "P-0\($0)" : "P-\($0)") })
    #expect(found.counts[.silent] == 40)
    #expect(found.entries[.silent]?.map(\.partner) == (0..<AttentionList.shown).map { "P-0\($0)" })
  }
}
