import PartnerProgram
import Segmentation
import Testing

@Suite struct AudienceCountsTests {
  private let counts: AudienceCounts = {
    var counts = AudienceCounts()
    for (tier, country) in [
      ("elite", "DE"), ("standard", "AT"), ("standard", "DE"), ("growth", nil), ("growth", "CH"),
    ] {
      counts.add(Fixtures.recipient(tier: tier) { $0.country = country })
    }
    return counts
  }()

  @Test func `the most frequent value comes first, and no value last`() {
    let rows = counts.rows(by: .country)
    #expect(rows.map(\.value) == ["DE", "AT", "CH", nil])
    #expect(rows.map(\.count) == [2, 1, 1, 1])
    #expect(counts.rows(by: .language).map(\.value) == [nil])
  }

  @Test func `tiers keep the order of the ladder`() {
    #expect(counts.rows(by: .tier, order: Fixtures.tierIDs).map(\.value) == ["standard", "growth", "elite"])
  }

  @Test func `every division counts everyone`() {
    for division in AudienceCounts.Division.allCases {
      #expect(counts.rows(by: division).reduce(0) { $0 + $1.count } == counts.total)
    }
    #expect(counts.total == 5)
    #expect(AudienceCounts().rows(by: .type).isEmpty)
  }
}
