import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// The status mail follows the window and the metric, in every language.
@Suite struct WindowTemplateTests {
  private static let metrics = [
    "conversions", "net_revenue", "new_customers", "retention", "tenure", "count lead",
  ]
  private static let windows: [Window] = [.month, .quarter, .year, .rolling(days: 90), .lifetime]

  /// 40 of 100, in the metric's unit.
  private func data(_ word: String, _ window: Window, isOpen: Bool) throws -> MailData {
    let metric = try #require(Metric(word: word))
    let last = CivilDate(year: 2026, month: 10, day: 31)
    var terms = LadderTerms(metric: metric)
    terms.window = window
    let ladder = TierLadder(
      tiers: [
        Tier(id: "standard", name: "Standard", from: 0, rate: Rate(basisPoints: 2_000)),
        Tier(id: "growth", name: "Growth", from: 100, rate: Rate(basisPoints: 2_500)),
      ], terms: terms, currency: SampleProgram.currency)
    func status(_ period: Period) -> TierStatus {
      let money = Money(minorUnits: 500, currency: SampleProgram.currency)
      return TierStatus(
        month: SampleProgram.october, period: period, asOf: Timestamp(seconds: 1_793_523_600), metric: metric,
        value: 40, tier: ladder.tiers[0], next: ladder.tiers[1],
        counted: TierStatus.Tally(count: 3, money: money), excluded: [:], commission: money,
        daysLeft: isOpen ? 12 : 0, finalOn: last, isFinal: true, ruleVersion: "0a1b2c3d", ladder: ladder.tiers
      )
    }
    let recipient = Recipient(
      partner: SampleProgram.partner(), status: status(Period(window, seenOn: last)),
      previous: status(Period(window, seenOn: last)), reachedFirstTime: false, lifetimeSales: 3)
    return SampleProgram.data(recipient)
  }

  @Test func `every window and metric makes a mail in every language`() throws {
    let library = try WorkspaceTemplateTests.library()
    for language in library.languages(of: "tier-status") {
      let template = try library.compile("tier-status", language)
      for metric in Self.metrics {
        for window in Self.windows {
          for isOpen in [true, false] {
            let label = "\(language) \(metric) \(window) \(isOpen)"
            let outcome = try Composer().compose(template, data(metric, window, isOpen: isOpen))
            guard case .composed(let mail) = outcome else {
              Issue.record("\(label): no mail")
              continue
            }
            let text = String(decoding: mail.text, as: UTF8.self)
            #expect(!text.contains("\n\n\n") && !text.contains(" \n"), "\(label)")
            #expect(text.contains("Growth"), "\(label)")
          }
        }
      }
    }
  }
}
