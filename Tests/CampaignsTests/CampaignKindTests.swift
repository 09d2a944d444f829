import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// Which editions there are and whom they concern, at the edges.
@Suite struct CampaignKindTests {
  static let october = Edition(name: "2026-10", month: SampleProgram.october)
  static let firstOfNovember = CivilDate(year: 2026, month: 11, day: 1)

  func kind(_ text: String) throws -> any CampaignKind {
    let (campaigns, problems) = try CampaignSettingsTests.read("c: {segment: active, \(text)}")
    #expect(problems == "")
    return try #require(campaigns.first).kind
  }

  // MARK: Months

  @Test(arguments: ["status", "advancement"])
  func `a monthly campaign's edition is the month before, or the one asked for`(word: String) throws {
    let kind = try kind("kind: \(word), template: welcome")
    #expect(try kind.editions(named: nil, today: Self.firstOfNovember) == [Self.october])
    let january = CivilDate(year: 2027, month: 1, day: 31)
    #expect(try kind.editions(named: nil, today: january).map(\.name) == ["2026-12"])
    #expect(try kind.editions(named: "2026-11", today: Self.firstOfNovember).map(\.name) == ["2026-11"])
  }

  @Test(arguments: [
    ("2026-12", "the month 2026-12 has not begun, so it has no edition yet"),
    ("october", "'october' is not an edition, expected a month such as 2026-10"),
    ("2026-13", "'2026-13' is not an edition, expected a month such as 2026-10"),
    ("", "'' is not an edition, expected a month such as 2026-10"),
  ])
  func `an edition that is no month is refused`(name: String, message: String) throws {
    let kind = try kind("kind: status, template: welcome")
    #expect(throws: EditionError(description: message)) {
      try kind.editions(named: name, today: Self.firstOfNovember)
    }
  }

  @Test func `a status concerns who was there before the month ended`() throws {
    let kind = try kind("kind: status, template: welcome")
    let mail = Occasion.mail(template: "welcome", bonus: nil, step: nil)
    let last = SampleProgram.recipient(0) { $0.joined = CivilDate(year: 2026, month: 10, day: 31) }
    #expect(kind.occasion(for: last, in: Self.october, today: Self.firstOfNovember) == mail)
    let late = SampleProgram.recipient(0) { $0.joined = CivilDate(year: 2026, month: 11, day: 1) }
    #expect(
      kind.occasion(for: late, in: Self.october, today: Self.firstOfNovember)
        == .none("joined after the month"))
  }

  @Test func `an advancement concerns who rose, with the bonus of a first time only`() throws {
    let kind = try kind("kind: advancement, template: welcome")
    func occasion(_ now: Int, _ before: Int, isFirst: Bool) -> Occasion {
      let recipient = SampleProgram.recipient(now, before: before, isFirst: isFirst)
      return kind.occasion(for: recipient, in: Self.october, today: Self.firstOfNovember)
    }
    let stayed = Occasion.none("tier did not rise")
    #expect(occasion(5, 0, isFirst: true) == stayed)
    #expect(occasion(6, 6, isFirst: true) == stayed)
    #expect(occasion(6, 16, isFirst: true) == stayed)
    let hundred = SampleProgram.dollars(100)
    #expect(occasion(6, 5, isFirst: true) == .mail(template: "welcome", bonus: hundred, step: nil))
    #expect(occasion(6, 5, isFirst: false) == .mail(template: "welcome", bonus: nil, step: nil))
    let most = SampleProgram.dollars(250)
    #expect(occasion(16, 0, isFirst: true) == .mail(template: "welcome", bonus: most, step: nil))
  }

  // MARK: Sequences

  static let sequence = """
    kind: sequence, steps: [{after: 0 days, template: welcome}, {after: 3 days, template: first-link},
    {after: 20 days, template: welcome}]
    """

  @Test func `a sequence has an edition a step`() throws {
    let kind = try kind(Self.sequence)
    let all = try kind.editions(named: nil, today: Self.firstOfNovember)
    #expect(all.map(\.name) == ["step-1", "step-2", "step-3"])
    #expect(all.map(\.step) == [0, 1, 2])
    #expect(all.allSatisfy { $0.month == Month(year: 2026, number: 11) })
    #expect(try kind.editions(named: "step-2", today: Self.firstOfNovember) == [all[1]])
    for name in ["step-4", "step-0", "2026-10", "step-02"] {
      #expect(throws: EditionError.self) { try kind.editions(named: name, today: Self.firstOfNovember) }
    }
  }

  /// Days since joining and the step that is due then, if any.
  @Test(arguments: [
    (-1, nil), (0, 0), (2, 0), (3, 1), (10, 1), (11, nil), (19, nil), (20, 2), (27, 2), (28, nil), (400, nil),
  ])
  func `a step is due from its day for a week, until the next`(days: Int, due: Int?) throws {
    let kind = try kind(Self.sequence)
    let recipient = SampleProgram.recipient(0)
    let today = CivilDate(daysSinceEpoch: recipient.partner.joined.daysSinceEpoch + days)
    for edition in try kind.editions(named: nil, today: today) {
      let occasion = kind.occasion(for: recipient, in: edition, today: today)
      if case .mail(let template, let bonus, let step) = occasion {
        #expect(edition.step == due)
        #expect(template == (due == 1 ? "first-link" : "welcome"))
        #expect(bonus == nil)
        #expect(step == StepFacts(number: (due ?? 0) + 1, after: [0, 3, 20][due ?? 0], count: 3))
      } else {
        #expect(edition.step != due)
      }
    }
  }

  @Test func `a first sale ends a sequence`() throws {
    let kind = try kind(Self.sequence)
    let sold = SampleProgram.recipient(0, sales: 1)
    for edition in try kind.editions(named: nil, today: sold.partner.joined) {
      let occasion = kind.occasion(for: sold, in: edition, today: sold.partner.joined)
      #expect(occasion == .none("made a first sale"))
    }
  }

  // MARK: Events

  @Test func `an event concerns whom it happened to, while it is so`() throws {
    let kind = try kind("kind: event, template: welcome, on: [tier.advanced, bonus.given], within: 3 days")
    let kinds: Set<PartnerMoment.Kind> = [.standing(.advanced), .bonusGiven]
    #expect(kind.trigger == EventTrigger(kinds: kinds, within: 3))
    let edition = Edition(name: "tier.advanced.growth.2026-10", month: SampleProgram.october)
    func occasion(_ moment: PartnerMoment?) -> Occasion {
      var recipient = SampleProgram.recipient(6)
      recipient.moment = moment
      return kind.occasion(for: recipient, in: edition, today: Self.firstOfNovember)
    }
    var moment = PartnerMoment(
      .standing(.advanced), edition: edition.name, on: Self.firstOfNovember, from: SampleProgram.tiers[0],
      to: SampleProgram.tiers[1])
    #expect(occasion(nil) == .none("it did not happen"))
    #expect(occasion(moment) == .mail(template: "welcome", bonus: nil, step: nil))
    moment.amount = SampleProgram.dollars(100)
    #expect(occasion(moment) == .mail(template: "welcome", bonus: moment.amount, step: nil))
    moment.hindrance = "overtaken by a later change"
    #expect(occasion(moment) == .none("overtaken by a later change"))
    moment.hindrance = nil
    moment.edition = "tier.advanced.elite.2026-10"
    #expect(occasion(moment) == .none("it did not happen"))
  }

  @Test func `an edition of events is named after one of the campaign's own`() throws {
    let kind = try kind("kind: event, template: welcome, on: bonus.granted")
    #expect(kind.trigger?.within == 30)
    #expect(try kind.editions(named: nil, today: Self.firstOfNovember) == [])
    let named = try kind.editions(named: "bonus.granted.growth", today: Self.firstOfNovember)
    #expect(named.map(\.name) == ["bonus.granted.growth"])
    for name in ["2026-10", "tier.advanced.growth.2026-10", "bonus.granted", ""] {
      #expect(throws: EditionError.self) { try kind.editions(named: name, today: Self.firstOfNovember) }
    }
  }

  @Test func `an event that needs movement is refused where no ladder moves`() throws {
    let text = "c: {kind: event, segment: active, template: welcome, on: [tier.advanced, tier.at_risk]}"
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "t.yaml", text: text), log: log)
    for moves in [true, false] {
      _ = Campaign.all(
        try #require(document.root), segments: ["active"], templates: ["welcome"], senders: ["default"],
        moves: moves)
      #expect(log.problems.isEmpty == moves)
    }
    #expect(log.problems.first?.message.contains("'tier.at_risk' never happens here") == true)
  }
}
