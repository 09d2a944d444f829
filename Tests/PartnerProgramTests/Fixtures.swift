import Foundation
import Mail
import Settings
import Testing

@testable import PartnerProgram

let usd = Currency(code: "USD", exponent: 2)

/// A moment written as RFC 3339.
func at(_ text: String) throws -> Timestamp { try Timestamp(text) }

func dollars(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: usd) }

func calendar(_ zone: String = "America/New_York") throws -> ProgramCalendar {
  try #require(ProgramCalendar(timeZone: zone))
}

/// The ladder of the article's example: Standard 20 %, Growth from 6 at 25 %, Elite from 16 at 30 %.
func exampleLadder(
  metric: Metric = .conversions, basis: TierLadder.Basis = .approved, bounds: (Int64, Int64) = (6, 16)
) -> TierLadder {
  TierLadder(
    first: Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
    rest: [
      Tier(
        id: "growth", name: "Growth", from: bounds.0, rate: Rate(basisPoints: 2_500), bonus: dollars(10_000)),
      Tier(
        id: "elite", name: "Elite", from: bounds.1, rate: Rate(basisPoints: 3_000), bonus: dollars(25_000)),
    ], metric: metric, basis: basis, refundWindow: 30, currency: usd)
}

func evaluator(
  _ ladder: TierLadder = exampleLadder(), zone: String = "America/New_York"
) throws -> TierEvaluator {
  TierEvaluator(ladder: ladder, currency: usd, calendar: try calendar(zone))
}

func partner(_ id: String = "P-1", joined: CivilDate = CivilDate(year: 2024, month: 1, day: 15)) throws
  -> Partner
{
  Partner(id: id, name: "Dana Reyes", email: try EmailAddress("dana@mail.example"), joined: joined)
}

func sale(
  _ id: String, _ occurred: String, cents: Int64 = 10_000, status: Activity.Status = .approved
) throws -> Activity {
  Activity(
    id: id, partner: "P-1", kind: .sale, status: status, amount: dollars(cents), occurred: try at(occurred))
}

func refund(
  _ id: String, of sale: String, _ occurred: String, cents: Int64 = 10_000, kind: Activity.Kind = .refund,
  status: Activity.Status = .approved
) throws -> Activity {
  Activity(
    id: id, partner: "P-1", kind: kind, status: status, amount: dollars(cents), occurred: try at(occurred),
    reference: sale)
}

/// So many sales of 100 dollars in a month, from its second day on.
func sales(_ count: Int, in month: String, prefix: String) throws -> [Activity] {
  try (0..<count).map { index in
    let day = index % 26 + 2
    return try sale("\(prefix)\(index)", "\(month)-\(day < 10 ? "0" : "")\(day)T15:00:00Z")
  }
}

let october = Month(year: 2026, number: 10)

/// The files under Cases.
func caseFile(_ name: String) throws -> [UInt8] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")
  return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
}
