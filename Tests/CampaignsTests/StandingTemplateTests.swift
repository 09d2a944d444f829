import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// What mails say of how a tier came to be held, of what waits, and of what a score is made of.
@Suite struct StandingTemplateTests {
  private static let moving = """
    tiers:
      metric: METRIC
      window: month
      movement: {up: at_once, down: period_end}
      ladder:
        - {id: base, name: Base, rate: 20%}
        - {id: plus, name: Plus, from: BOUND, rate: 25%}
        - {id: high, name: High, from: HIGH, rate: 30%}
    """

  private func data(_ metric: String = "conversions", _ bound: String = "3", _ high: String = "90") throws
    -> MailData
  {
    let tiers = Self.moving.replacing("METRIC", with: metric).replacing("BOUND", with: bound).replacing(
      "HIGH", with: high)
    return try PresetProgram("moving", tiers: tiers).data(sales: 8, asOf: "2026-10-31T12:00:00Z")
  }

  private func mail(_ name: String, _ language: String, _ data: MailData) throws -> Composition {
    let library = try WorkspaceTemplateTests.library()
    let template = try library.compile(name, try #require(LanguageTag(language)))
    guard case .composed(let mail) = try Composer().compose(template, data) else {
      throw EditionError(description: "\(name) \(language): no mail")
    }
    return mail
  }

  private func text(_ mail: Composition) -> String { String(decoding: mail.text, as: UTF8.self) }

  @Test(arguments: [
    ("en", Standing.Ground.earned, "Congratulations: you reached Plus", "You have earned this."),
    ("en", .invited, "You are invited: your tier is now Plus", "By invitation, your tier is now Plus."),
    ("en", .overridden, "Your tier is now Plus", "Your tier is now Plus. Its commission rate"),
    (
      "de", .invited, "Sie sind eingeladen: Ihre Stufe ist jetzt Plus",
      "auf Einladung ist Ihre Stufe jetzt Plus"
    ),
    ("ja", .invited, "Plus へのご招待のお知らせ", "ご招待により"),
  ])
  func `a tier that was given is not told as one that was reached`(
    language: String, ground: Standing.Ground, subject: String, words: String
  ) throws {
    var data = try data()
    data.recipient.status.standing?.ground = ground
    let mail = try mail("advancement", language, data)
    #expect(mail.subject == subject)
    #expect(text(mail).contains(words))
    #expect(text(mail).contains("You have earned this.") == (ground == .earned))
    #expect(String(decoding: mail.html, as: UTF8.self).contains(">\(subject)</h1>") == (ground != .earned))
  }

  @Test func `a move that waits for a review is told without a promise`() throws {
    var data = try data()
    #expect(try !text(mail("tier-status", "en", data)).contains("reviewed"))
    data.recipient.status.standing?.pending = 2
    #expect(try text(mail("tier-status", "en", data)).contains("A move to High is being reviewed."))
    #expect(
      try text(mail("tier-status", "fr", data)).contains("Un passage au niveau High est en cours d’examen."))
  }

  @Test func `a tier without a keep-rule is not told to be kept by one`() throws {
    var data = try data()
    data.recipient.status.standing?.ground = .kept
    #expect(try text(mail("tier-status", "en", data)).contains("Plus stays yours for now."))
    data.recipient.status.tier.keep = [Requirement(Measure(.conversions, over: .month), from: 1)]
    #expect(try text(mail("tier-status", "en", data)).contains("because the rule for keeping it is met"))
  }

  @Test(arguments: [
    ("conversions", "3", "90", "2 conversions are waiting", "2 Conversions warten"),
    ("net_revenue", "100 USD", "99999 USD", "2 sales are waiting", "2 Verkäufe warten"),
    ("new_customers", "3", "90", "2 sales are waiting", "2 Verkäufe warten"),
  ])
  func `what waits is told in the words of the metric`(
    metric: String, bound: String, high: String, english: String, german: String
  ) throws {
    var data = try data(metric, bound, high)
    data.recipient.status.excluded = [.pending: TierStatus.Tally(count: 2, money: SampleProgram.dollars(99))]
    #expect(try text(mail("tier-status", "en", data)).contains(english))
    #expect(try text(mail("tier-status", "de", data)).contains(german))
  }

  @Test func `a score is told with its parts, which re-add to it`() throws {
    let program = try PresetProgram(
      "score",
      tiers: WindowWordsTests.ladder(
        "window: year\n  score: {conversions: 1.5, net_revenue: 1 per 100 USD}", "90", "900"))
    let data = try program.data(sales: 8, asOf: "2026-10-31T12:00:00Z")
    #expect(data.score.map(\.points) == [1_200, 3_200])
    #expect(data.score.reduce(0) { $0 + $1.points } == data.recipient.status.value)
    let text = try text(mail("tier-status", "en", data))
    #expect(text.contains("How your points come about:"))
    #expect(text.contains("- Conversions (2026): 8 (1.5 points for each), 12 points"))
    #expect(text.contains("- Net revenue (2026): $3,200 (1 point per $100), 32 points"))
    let html = String(decoding: try mail("tier-status", "fr", data).html, as: UTF8.self)
    #expect(html.contains("1,5 point par unité") && MarkupChecker.mistake(in: html) == nil)
  }

  @Test func `a label ends as its language ends it`() throws {
    let data = try data()
    #expect(try text(mail("tier-status", "fr", data)).contains("Ouvrir votre espace partenaire\u{A0}:\n"))
    #expect(try text(mail("tier-status", "en", data)).contains("Open your partner account:\n"))
    #expect(try text(mail("tier-status", "fr", data)).contains("e-mails\u{A0}:\n"))
  }
}
