import Foundation
import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// Programs written as `tiers:` alone, and partners of theirs with activity.
struct PresetProgram {
  let name: String
  let settings: ProgramSettings

  static let presets = CaseFiles.root.appending(path: "Sources/tierpost/Starter/Presets")
  /// The names of the presets, such as `lifetime`.
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: presets.path)) ?? [])
    .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()

  init(preset name: String) throws {
    let text = try String(contentsOf: Self.presets.appending(path: "\(name).yaml"), encoding: .utf8)
    try self.init(name, tiers: text)
  }

  init(_ name: String, tiers: String) throws {
    let text = """
      program:
        name: Acme Partners
        currency: USD
        time_zone: America/New_York
        postal_address: Acme Inc., 1 Main St, Springfield, IL 62701, USA
      data: {partners: partners.csv, activity: activity.csv}
      \(tiers)
      """
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "\(name).yaml", text: text), log: log)
    let settings = document.root?.mapping().flatMap { ProgramSettings($0) }
    try log.throwIfAny()
    self.name = name
    self.settings = try #require(settings)
  }

  /// The mail's data for a partner who made a sale of 400 dollars to a new customer every third day up to a clock, as
  /// many as asked for, the last of them first.
  func data(sales: Int, asOf clock: String, month: Month = SampleProgram.october) throws -> MailData {
    let now = try Timestamp(clock)
    let last = try Timestamp("2026-10-30T15:00:00Z")
    let activities = (0..<sales).map { number in
      Activity(
        id: "s\(number)", partner: "p1", kind: .sale, status: .approved, amount: SampleProgram.dollars(400),
        occurred: Timestamp(seconds: last.seconds - Int64(number) * 3 * 86_400), customer: "c\(number)")
    }
    let evaluator = try #require(TierEvaluator(program: settings))
    let partner = SampleProgram.partner {
      $0.joined = CivilDate(year: 2024, month: 3, day: 4)
    }
    let recipient = try evaluator.recipient(
      partner, activities: activities.filter { $0.occurred < now }, month: month, asOf: now)
    var data = MailData(
      recipient: recipient,
      program: ProgramFacts(
        name: settings.name, currency: settings.currency, website: "https://partners.acme.example",
        postalAddress: settings.postalAddress),
      campaign: "monthly-status", edition: "2026-10", tiers: settings.ladder.visibleTiers(),
      unsubscribeLink: "https://partners.acme.example/u/abc")
    data.score = ScorePart.all(of: recipient.status, in: evaluator.ladder(for: partner))
    return data
  }
}
