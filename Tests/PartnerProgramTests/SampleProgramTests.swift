import Mail
import Testing

@testable import PartnerProgram

@Suite struct SampleProgramTests {
  private static let sample = SampleProgram(partners: 500, activities: 9_000, seed: 7)

  private static func files(_ program: SampleProgram) -> (partners: [UInt8], activity: [UInt8]) {
    var files: (partners: [UInt8], activity: [UInt8]) = ([], [])
    program.writePartners { chunk in files.partners += (0..<chunk.count).map { chunk[$0] } }
    program.writeActivity { chunk in files.activity += (0..<chunk.count).map { chunk[$0] } }
    return files
  }

  /// FNV-1a of 64 bits.
  private static func hash(_ bytes: [UInt8]) -> String {
    String(
      bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }, radix: 16)
  }

  private struct Rows {
    var partners: [RowOutcome<Partner>]
    var activity: [RowOutcome<Activity>]
  }

  private static let rows = Result<Rows, any Error> {
    let written = files(sample)
    return Rows(
      partners: try read(partners: String(decoding: written.partners, as: UTF8.self)),
      activity: try read(activity: String(decoding: written.activity, as: UTF8.self))
    )
  }

  @Test func `the same seed gives the same bytes and another one others`() {
    let program = SampleProgram(partners: 40, activities: 300, seed: 7)
    let (first, again) = (Self.files(program), Self.files(program))
    #expect(first.partners == again.partners && first.activity == again.activity)
    // Fixed for ever: files made by one version are the files of the next.
    #expect(Self.hash(first.partners) == "9982764de21a4266")
    #expect(Self.hash(first.activity) == "f9763afaaaabd477")
    let other = Self.files(SampleProgram(partners: 40, activities: 300, seed: 8))
    #expect(first.partners != other.partners && first.activity != other.activity)
  }

  @Test func `it has the partners and activities asked for and a dozen rows to refuse`() throws {
    let rows = try Self.rows.get()
    // One of each file's wrong rows is wrong only beside others: an id that stands twice; in the activity also an
    // unknown partner and a refund larger than its sale.
    #expect(rows.partners.count == 507)
    #expect(rows.partners.compactMap(\.refusal).count == 6)
    #expect(Set(rows.partners.compactMap(\.value?.id)).count == 500)
    #expect(rows.activity.count == 9_008)
    #expect(rows.activity.compactMap(\.refusal).count == 5)
    let accepted = rows.activity.compactMap(\.value)
    let known = Set(rows.partners.compactMap(\.value?.id))
    #expect(accepted.filter { !known.contains($0.partner) }.count == 1)
    #expect(accepted.count - Set(accepted.map(\.id)).count == 1)
  }

  @Test func `every take-back but the wrong one fits its sale`() throws {
    let accepted = try Self.rows.get().activity.compactMap(\.value)
    let sales = Dictionary(accepted.filter { $0.kind == .sale }.map { ($0.id, $0) }) { first, _ in first }
    let takeBacks = accepted.filter { $0.reference != nil }
    let wrong = takeBacks.filter { takeBack in
      guard let sale = sales[takeBack.reference ?? ""], let all = sale.amount, let taken = takeBack.amount
      else { return true }
      return sale.partner != takeBack.partner || takeBack.occurred < sale.occurred
        || taken.minorUnits > all.minorUnits
    }
    #expect(wrong.map(\.id) == ["X-05"])
    #expect(takeBacks.contains { $0.kind == .chargeback })
    #expect(takeBacks.contains { $0.amount != sales[$0.reference ?? ""]?.amount })
  }

  @Test func `it looks like a program`() throws {
    let rows = try Self.rows.get()
    let partners = rows.partners.compactMap(\.value)
    #expect(Set(partners.compactMap(\.type)).count == 5)
    #expect(Set(partners.compactMap(\.country)).count >= 15)
    #expect(
      Set(partners.compactMap(\.language)).isSuperset(of: ["en", "de", "fr", "es", "pt-BR", "ja", "ar", "it"])
    )
    #expect(Set(partners.compactMap(\.source)).count >= 5)
    #expect(partners.contains { $0.left != nil })
    #expect(partners.filter { Month(of: $0.joined) == october }.count > 10)
    #expect(Set(partners.map(\.joined.year)) == [2023, 2024, 2025, 2026])
    #expect(partners.allSatisfy { $0.email.domain.hasSuffix(".example") })
    #expect(Set(partners.map(\.email)).count >= 500)
    let activity = rows.activity.compactMap(\.value)
    #expect(Set(activity.map(\.status)).count == 4)
    #expect(Set(activity.map(\.kind)) == [.sale, .refund, .chargeback, .other("lead")])
    let calendar = try calendar()
    #expect(Set(activity.map { calendar.month(of: $0.occurred) }).count == 12)
  }

  @Test func `nobody sells before joining or after leaving`() throws {
    let rows = try Self.rows.get()
    let partners = Dictionary(rows.partners.compactMap(\.value).map { ($0.id, $0) }) { first, _ in first }
    for activity in rows.activity.compactMap(\.value) where activity.kind == .sale {
      guard let partner = partners[activity.partner] else { continue }
      #expect(activity.occurred.date >= partner.joined)
      if let left = partner.left { #expect(activity.occurred.date < left) }
    }
  }

  @Test func `some rise in October and every tier has its partners`() throws {
    let rows = try Self.rows.get()
    let evaluator = try evaluator()
    let byPartner = Dictionary(grouping: rows.activity.compactMap(\.value), by: \.partner)
    var tiers: [String: Int] = [:]
    var risen = 0
    for partner in rows.partners.compactMap(\.value) {
      let result = try evaluator.recipient(
        partner, activities: byPartner[partner.id] ?? [], month: october, asOf: at("2026-11-01T09:00:00Z"))
      tiers[result.status.tier.id, default: 0] += 1
      if result.status.tier.from > result.previous.tier.from { risen += 1 }
    }
    #expect(risen >= 15)
    #expect(tiers["standard", default: 0] > 300)
    #expect(tiers["growth", default: 0] >= 20)
    #expect(tiers["elite", default: 0] >= 10)
  }

  @Test(arguments: [(1, 0), (1, 1), (1, 50), (3, 7), (20, 100)])
  func `any size is possible`(partners: Int, activities: Int) throws {
    let files = Self.files(SampleProgram(partners: partners, activities: activities, seed: 1))
    let people = try read(partners: String(decoding: files.partners, as: UTF8.self))
    #expect(people.count == partners + 7)
    let rows = try read(activity: String(decoding: files.activity, as: UTF8.self))
    #expect(rows.filter { ($0.value?.id ?? "A").hasPrefix("A") && $0.refusal == nil }.count >= activities)
  }
}
