import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// A tier by invitation only is above everybody who does not hold it, and no template says so.
@Suite struct HiddenTierTests {
  private static func program(isHidden: Bool) throws -> PresetProgram {
    let circle =
      isHidden
      ? "{id: circle, name: Zirkel, rate: 35%, invitation_only: true, bonus: 777 USD, unlocks: [Zirkelrunde]}"
      : "{id: circle, name: Zirkel, from: 30, rate: 35%, bonus: 777 USD, unlocks: [Zirkelrunde]}"
    return try PresetProgram(
      "hidden",
      tiers: """
        tiers:
          metric: conversions
          window: month
          ladder:
            - {id: base, name: Base, rate: 20%}
            - {id: plus, name: Plus, from: 3, rate: 25%, bonus: 100 USD}
            - \(circle)
        """)
  }

  /// The parts of a template's mails, in every language, for partners below the top and at it.
  private func parts(of name: String, isHidden: Bool) throws -> [String] {
    let library = try WorkspaceTemplateTests.library()
    let program = try Self.program(isHidden: isHidden)
    let tiers = program.settings.ladder.tiers
    var parts: [String] = []
    for language in library.languages(of: name) {
      let template = try library.compile(name, language)
      for (sales, clock) in [
        (0, "2026-10-20T12:00:00Z"), (8, "2026-10-31T12:00:00Z"), (8, "2026-11-02T12:00:00Z"),
      ] {
        var data = try program.data(sales: sales, asOf: clock)
        data.recognition = SampleRecognition.of(data.recipient)
        for moment in SampleMoments.all(for: name, low: tiers[0], high: tiers[1], data) {
          var data = data
          data.recipient.moment = moment
          guard case .composed(let mail) = try Composer().compose(template, data) else { continue }
          parts += [mail.subject, mail.preheader]
          parts += [String(decoding: mail.html, as: UTF8.self), String(decoding: mail.text, as: UTF8.self)]
        }
      }
    }
    return parts
  }

  @Test(arguments: WorkspaceTemplateTests.names)
  func `no template tells a tier by invitation to somebody else`(name: String) throws {
    let parts = try parts(of: name, isHidden: true)
    #expect(parts.count >= 8 * 3 * 4)
    for part in parts {
      #expect(!part.contains("Zirkel") && !part.contains("777"), "\(name)\n\(part)")
    }
  }

  @Test func `the same tier without an invitation is told`() throws {
    for name in ["rules-announcement", "tier-guide", "tier-status"] {
      #expect(try parts(of: name, isHidden: false).contains { $0.contains("Zirkel") }, "\(name)")
    }
  }

  @Test func `a change that waits for a tier by invitation does not name it`() throws {
    let program = try Self.program(isHidden: true)
    var data = try program.data(sales: 8, asOf: "2026-10-31T12:00:00Z")
    for (place, name) in [(2, nil), (1, nil), (0, nil)] as [(Int, String?)] {
      data.recipient.status.standing?.pending = place
      #expect(data.pendingTier?.name == name)
    }
    var moment = PartnerMoment(
      .standing(.pending), edition: "x", on: CivilDate(year: 2026, month: 10, day: 3),
      from: program.settings.ladder.tiers[1], to: program.settings.ladder.tiers[2])
    #expect(moment.shownTo == nil)
    moment.kind = .standing(.invited)
    #expect(moment.shownTo?.name == "Zirkel")
  }
}
