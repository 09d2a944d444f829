import Foundation
import Mail
import PartnerProgram
import Reporting
import Settings

/// Small programs and their partners.
enum Fixture {
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let sound = """
    metric: conversions
      window: month
      ladder:
        - {id: standard, name: Standard, rate: 20%}
        - {id: growth, name: Growth, from: 6, rate: 25%}
        - {id: elite, name: Elite, from: 16, rate: 30%}
    """

  static func program(_ tiers: String, margin: String? = nil) throws -> ProgramSettings? {
    let tiers = tiers.contains("metric:") ? tiers : "metric: conversions\n  " + tiers
    let text = """
      program:
        name: Acme Partners
        currency: USD
        time_zone: UTC
        postal_address: Acme Inc., Springfield\(margin.map { "\n  margin: \($0)" } ?? "")
      data: {partners: partners.csv, activity: activity.csv}
      tiers:
        \(tiers)
      """
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let program = document.root?.mapping().flatMap { ProgramSettings($0) }
    try log.throwIfAny()
    return program
  }

  static let month = Month(year: 2026, number: 10)
  static let clock = Timestamp(seconds: 1_793_491_200)

  /// Partners with so many sales of 100 USD in October 2026, all of whom joined in 2026.
  static func recipients(_ program: ProgramSettings, sales: [Int]) throws -> [Recipient] {
    guard let evaluator = TierEvaluator(program: program) else { return [] }
    return try sales.enumerated().map { index, count in
      let id = "P-\(index)"
      let partner = Partner(
        id: id, name: id, email: try EmailAddress("p\(index)@acme.example"),
        type: index % 2 == 0 ? "creator" : "agency", country: index % 3 == 0 ? "DE" : nil,
        joined: try CivilDate("2026-03-05"))
      let start = evaluator.calendar.start(of: month).seconds
      let activities = (0..<count).map { number in
        Activity(
          id: "\(id)-\(number)", partner: id, kind: .sale, status: .approved,
          amount: Money(minorUnits: 10_000, currency: program.currency),
          occurred: Timestamp(seconds: start + Int64(number) * 3_600))
      }
      return try evaluator.recipient(partner, activities: activities, month: month, asOf: clock)
    }
  }

  static func picture(_ program: ProgramSettings, sales: [Int]) throws -> ProgramPicture {
    var picture = ProgramPicture(program, month: month)
    for recipient in try recipients(program, sales: sales) { picture.add(recipient) }
    return picture
  }
}
