import Mail
import Settings
import Testing

@testable import PartnerProgram

@Suite struct TierSettingsTests {
  @Test func `a file with every key of tiers is read`() throws {
    let (settings, problems) = try readSettings(
      String(decoding: caseFile("every-tier-setting.yaml"), as: UTF8.self))
    #expect(problems.map(\.description) == [])
    let program = try #require(settings)
    let ladder = program.ladder
    #expect(ladder.metric == .netRevenue && ladder.window == .quarter)
    #expect(ladder.terms.netOf == [.fees, .taxes] && ladder.terms.recurring == .months(12))
    #expect(ladder.terms.effective == CivilDate(year: 2026, month: 10, day: 1))
    #expect(ladder.tiers.map(\.id) == ["standard", "growth", "elite", "legend", "circle"])
    #expect(ladder.tiers[2].requirements.count == 3 && ladder.tiers[2].joining == .all)
    #expect(ladder.tiers[2].requirements[2].measure.window == .year)
    #expect(ladder.tiers[2].payout == PayoutTerms(holdDays: 14, cadence: .twoWeeks, minimum: dollars(2_500)))
    #expect(ladder.tiers[3].isLocked && ladder.tiers[4].isInvitationOnly)
    #expect(ladder.terms.movement?.roles == ["manager", "sales"])
    #expect(ladder.terms.movement?.stepDown == .one && ladder.terms.movement?.stepUp == .asEarned)
    #expect(program.segmentLadders.map(\.name) == ["creators", "agencies", "agency", "integration"])
    #expect(program.segmentLadders[1].ladder.metric == .score)
    #expect(program.segmentLadders[2].ladder.tiers[0].rate == Rate(basisPoints: 1_500))
  }
}

/// Reads a whole tierpost.yaml.
func readSettings(_ text: String) throws -> (settings: ProgramSettings?, problems: [Problem]) {
  let log = ProblemLog()
  let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
  let top = try #require(document.root?.mapping())
  return (ProgramSettings(top), log.problems)
}
