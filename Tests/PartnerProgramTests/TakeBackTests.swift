import Mail
import Testing

@testable import PartnerProgram

@Suite struct TakeBackTests {
  private func status(
    _ activities: [Activity], asOf clock: String = "2026-12-15T00:00:00Z", month: Month = october
  ) throws -> TierStatus {
    try evaluator().recipient(partner(), activities: activities, month: month, asOf: at(clock)).status
  }

  @Test func `a refund in the next month takes back in the month of its sale`() throws {
    let activities =
      try sales(6, in: "2026-10", prefix: "S") + [refund("R", of: "S2", "2026-11-10T10:00:00Z")]
    #expect(try status(activities).tier.id == "standard")
    #expect(try status(activities).value == 5)
    #expect(
      try status(activities).excluded[.refunded] == TierStatus.Tally(count: 1, money: dollars(10_000)))
    #expect(try status(activities, month: october.advanced(by: 1)).value == 0)
    // Before the refund occurred nobody knew of it.
    #expect(try status(activities, asOf: "2026-11-10T10:00:00Z").tier.id == "growth")
  }

  @Test func `a sale taken back in part still counts with less money`() throws {
    let activities =
      try sales(6, in: "2026-10", prefix: "S") + [refund("R", of: "S2", "2026-10-20T10:00:00Z", cents: 4_000)]
    let status = try status(activities)
    #expect(status.value == 6)
    #expect(status.counted.money == dollars(56_000))
    #expect(status.takenBackInPart == TierStatus.Tally(count: 1, money: dollars(4_000)))
    #expect(status.excluded.isEmpty)
  }

  @Test func `parts that make the whole take the sale back in full`() throws {
    let activities = [
      try sale("S", "2026-10-05T10:00:00Z"), try refund("R1", of: "S", "2026-10-06T10:00:00Z", cents: 6_000),
      try refund("R2", of: "S", "2026-10-07T10:00:00Z", cents: 4_000),
    ]
    #expect(try status(activities).excluded[.refunded]?.count == 1)
    #expect(try status(activities).counted.count == 0)
    #expect(try status(activities).takenBackInPart.count == 0)
  }

  @Test func `a chargeback is named as such`() throws {
    let activities = [
      try sale("S", "2026-10-05T10:00:00Z"),
      try refund("R", of: "S", "2026-10-06T10:00:00Z", kind: .chargeback),
    ]
    #expect(
      try status(activities).excluded[.chargedBack] == TierStatus.Tally(count: 1, money: dollars(10_000)))
  }

  @Test func `a refund that was itself reversed takes nothing back and a pending one does`() throws {
    let bought = try sale("S", "2026-10-05T10:00:00Z")
    let reversed = try refund("R", of: "S", "2026-10-06T10:00:00Z", status: .reversed)
    #expect(try status([bought, reversed]).value == 1)
    let pending = try refund("R", of: "S", "2026-10-06T10:00:00Z", status: .pending)
    #expect(try status([bought, pending]).value == 0)
  }

  @Test func `many refunds are found as well as few`() throws {
    let bought = try sales(26, in: "2026-10", prefix: "S")
    let refunds = try (0..<20).map { try refund("R\($0)", of: "S\($0)", "2026-10-30T10:00:00Z") }
    #expect(try status(bought + refunds).value == 6)
    #expect(try status(refunds + bought).value == 6)
  }
}
