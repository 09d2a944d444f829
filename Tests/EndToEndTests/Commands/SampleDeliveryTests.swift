import Foundation
import Testing

/// Who gets what of the sample, worked out a second time from its files.
@Suite struct SampleDeliveryTests {
  private let reckoning: Reckoning
  private let letters: [Letter]
  private let month = "2026-10"

  init() throws {
    reckoning = try Shared.reckoning()
    letters = try Shared.sent().letters
  }

  private func letters(of campaign: String) -> [Letter] { letters.filter { $0.source.first == campaign } }

  /// The only letter of a partner; addresses of the sample are unique.
  private func letter(to partner: Reckoning.Partner, among letters: [String: [Letter]]) throws -> Letter {
    let found = letters[partner.email] ?? []
    #expect(found.count == 1, "\(partner.id)")
    return try found.first.orFail("a letter to \(partner.id)")
  }

  @Test func `the runs say that everything was accepted`() throws {
    for run in try Shared.sent().runs { #expect(run.exitCode == 0, "\(run.errors)") }
    #expect(letters.count > 500)
  }

  @Test func `the monthly status reaches every active partner once and nobody else`() {
    let expected = reckoning.partners.values
      .filter { reckoning.isActive($0) && $0.joined.prefix(7) <= month }.map(\.email).sorted()
    #expect(letters(of: "monthly-status").map(\.recipient).sorted() == expected)
    #expect(Set(expected).count == expected.count)
  }

  @Test(arguments: Wording.all)
  func `every status mail says the partner's own numbers`(_ wording: Wording) throws {
    let own = Dictionary(grouping: letters(of: "monthly-status"), by: \.recipient)
    let readers = reckoning.partners.values.filter {
      reckoning.isActive($0) && $0.joined.prefix(7) <= month && Reckoning.language(of: $0) == wording.language
    }
    #expect(readers.count > 10, "the sample has readers of \(wording.language)")
    for partner in readers {
      let letter = try letter(to: partner, among: own)
      let standing = reckoning.standing(of: partner, in: month)
      #expect(letter.raw("content-language") == wording.language, "\(partner.id)")
      #expect(letter.recipientName == partner.name, "\(partner.id)")
      #expect(letter.header("subject").contains(standing.tier.rawValue), "\(partner.id)")
      let text = letter.text
      func number(_ label: String) -> Int? { Letter.number(after: label, in: text) }
      #expect(number(wording.conversions) == standing.conversions, "\(partner.id)")
      #expect(number(wording.revenue) == standing.revenue, "\(partner.id)")
      #expect(number(wording.rate) == standing.tier.rate, "\(partner.id)")
      #expect(number(wording.commission) == standing.commission, "\(partner.id)")
    }
  }

  @Test
  func `congratulations reach those whose tier rose, with the bonus of a tier reached for the first time`()
    throws
  {
    let risen = reckoning.partners.values.filter { partner in
      reckoning.isActive(partner)
        && reckoning.standing(of: partner, in: month).tier
          > reckoning.standing(of: partner, in: "2026-09").tier
    }
    let own = Dictionary(grouping: letters(of: "advancement"), by: \.recipient)
    #expect(own.keys.sorted() == risen.map(\.email).sorted())
    var bonuses = 0
    for partner in risen {
      let letter = try letter(to: partner, among: own)
      let language = Reckoning.language(of: partner)
      let tier = reckoning.standing(of: partner, in: month).tier
      #expect(letter.raw("content-language") == language, "\(partner.id)")
      #expect(letter.header("subject").contains(tier.rawValue), "\(partner.id)")
      let sentence = try Wording.bonusSentence(language)
      let line = letter.text.split(separator: "\n").first { $0.contains(sentence) }
      let bonus = reckoning.bonus(of: partner, in: month)
      #expect(line.flatMap { Letter.digits($0) } == bonus, "\(partner.id)")
      bonuses += bonus == nil ? 0 : 1
    }
    #expect(bonuses > 0 && bonuses < risen.count, "the sample has both")
  }

  @Test func `each newcomer gets the one onboarding step whose day has come, in their language`() throws {
    var expected: [String: String] = [:]
    for partner in reckoning.partners.values
    where partner.type == "creator" && reckoning.isActive(partner) && !partner.sales.contains(where: \.counts)
    {
      let days = try reckoning.days(since: partner)
      let step: String? =
        switch days {
        case 0..<3: "step-1 welcome"
        case 3..<10: "step-2 first-link"
        case 10...17: "step-3 tier-guide"
        default: nil
        }
      if let step { expected[partner.email] = "\(step) \(Reckoning.language(of: partner))" }
    }
    var found: [String: String] = [:]
    for letter in letters(of: "onboarding") {
      let language = letter.raw("content-language")
      let template = try ["welcome", "first-link", "tier-guide"].first {
        try Wording.subject($0, language) == letter.header("subject")
      }
      #expect(found[letter.recipient] == nil, "one step a day")
      found[letter.recipient] =
        "\(letter.source.last ?? "") \(template ?? letter.header("subject")) \(language)"
    }
    #expect(found == expected)
    #expect(
      Set(expected.values.map { $0.prefix(6) }) == ["step-1", "step-2", "step-3"], "the sample has every step"
    )
  }
}

/// The words of the templates, as a reader of the language finds them.
struct Wording: CustomTestStringConvertible {
  let language: String
  let conversions: String
  let revenue: String
  let rate: String
  let commission: String

  var testDescription: String { language }

  static let all = [
    Wording("en", "Conversions", "Revenue", "Commission rate", "Commission"),
    Wording("de", "Conversions", "Umsatz", "Provisionssatz", "Provision"),
    Wording("ja", "成果件数", "売上", "報酬率", "報酬額"),
    Wording("ar", "عمليات التحويل", "الإيرادات", "نسبة العمولة", "العمولة"),
  ]

  private init(
    _ language: String, _ conversions: String, _ revenue: String, _ rate: String, _ commission: String
  ) {
    (self.language, self.conversions, self.revenue) = (language, conversions, revenue)
    (self.rate, self.commission) = (rate, commission)
  }

  /// What stands before the amount in the template's sentence about the bonus.
  static func bonusSentence(_ language: String) throws -> String {
    let line = try template("advancement", language).split(separator: "\n").first { $0.contains("{{ bonus ") }
    let sentence = line?.split(separator: "{{").first?.split(separator: "*").first.map(String.init)
    return try sentence.orFail("the bonus in advancement/\(language).md")
  }

  /// The subject of a template that has no data but the program's name.
  static func subject(_ name: String, _ language: String) throws -> String {
    let match = try template(name, language).firstMatch(of: /\nsubject: "(.*)"\n/)
    return try match.orFail("subject of \(name)/\(language).md").1
      .replacingOccurrences(of: "{{ program.name }}", with: "Acme Partners")
  }

  private static func template(_ name: String, _ language: String) throws -> String {
    try String(
      contentsOfFile: "\(TestWorkspace.repository)/Templates/\(name)/\(language).md", encoding: .utf8)
  }
}
