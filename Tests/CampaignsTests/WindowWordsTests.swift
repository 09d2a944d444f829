import Foundation
import Liquid
import Mail
import PartnerProgram
import Settings
import Testing

@testable import Campaigns

/// What mails say under every window, metric and rate, in every language.
@Suite struct WindowWordsTests {
  static let clocks = ["2026-10-20T12:00:00Z", "2026-11-01T09:00:00Z", "2027-01-01T09:00:00Z"]

  /// Ladders that no preset has.
  static let others: [(name: String, tiers: String)] = [
    (
      "year-score",
      ladder("window: year\n  score: {conversions: 1.5, net_revenue: 1 per 100 USD}", "30", "90")
    ),
    ("tenure", ladder("metric: tenure\n  window: month", "12 months", "60 months")),
    ("retention", ladder("metric: retention\n  window: quarter", "40%", "90%")),
    ("own-kind", ladder("metric: count webinar_held\n  window: rolling 30 days", "2", "5")),
    ("forward", ladder("metric: conversions\n  window: month\n  rate: forward_only", "3", "9")),
    ("graduated-quarter", ladder("metric: conversions\n  window: quarter\n  rate: graduated", "3", "40")),
  ]

  static func ladder(_ terms: String, _ second: String, _ third: String) -> String {
    """
    tiers:
      \(terms)
      ladder:
        - {id: base, name: Base, rate: 20%}
        - {id: plus, name: Plus, from: \(second), rate: 25%}
        - {id: top, name: Top, from: \(third), rate: 30%}
    """
  }

  static let programs = PresetProgram.names + others.map(\.name)

  static func program(_ name: String) throws -> PresetProgram {
    guard let other = others.first(where: { $0.name == name }) else { return try PresetProgram(preset: name) }
    return try PresetProgram(name, tiers: other.tiers)
  }

  @Test func `every metric that a word names has a name in mails`() throws {
    let library = try WorkspaceTemplateTests.library()
    for language in library.languages(of: "tier-status") {
      let words = try Self.words(language)
      for metric in Metric.named { #expect(words.entries["metrics.\(metric.rawValue)"] != nil, "\(metric)") }
    }
  }

  @Test(arguments: (try? WorkspaceTemplateTests.library().languages(of: "tier-status")) ?? [])
  func `a mail claims nothing that its window does not do, and its figures are the status's`(
    language: LanguageTag
  ) throws {
    let library = try WorkspaceTemplateTests.library()
    let words = try Self.words(language)
    let composer = Composer()
    let programs = try Self.programs.map { try Self.program($0) }
    for template in ["tier-status", "advancement", "tier-guide"] {
      let compiled = try library.compile(template, language)
      for program in programs {
        for (clock, sales) in zip(Self.clocks + [Self.clocks[1]], [4, 14, 60, 0]) {
          let data = try program.data(sales: sales, asOf: clock)
          let label = "\(program.name) \(template) \(language) \(clock) \(sales)"
          guard case .composed(let mail) = try composer.compose(compiled, data) else {
            Issue.record("\(label): not composed")
            continue
          }
          let text = String(decoding: mail.text, as: UTF8.self)
          let html = String(decoding: mail.html, as: UTF8.self)
          #expect((10...78).contains(mail.subject.count), "\(label): \(mail.subject)")
          #expect((20...150).contains(mail.preheader.count), "\(label): \(mail.preheader)")
          #expect(MarkupChecker.mistake(in: html) == nil, "\(label)")
          #expect(!text.contains("\n\n\n") && !text.contains(" \n"), "\(label)\n\(text)")
          for claim in Self.falseClaims(data, words) + (data.isPlain ? [] : Self.wordsOfMonths) {
            #expect(!Self.bare(text).contains(claim), "\(label): \(claim)\n\(text)")
          }
          if template == "tier-status", !data.isPlain {
            for figure in Self.figures(data, MailLanguage(tag: language, words: words)) {
              #expect(text.contains(figure), "\(label): \(figure)\n\(text)")
            }
          }
        }
      }
    }
  }

  /// What the templates say of months that stand for themselves.
  private static let wordsOfMonths = [
    "as every month does", "The month is over", "The month in numbers", "for the whole month", "If the month",
    "wie jeden Monat", "der Monat ist", "Der Monat in Zahlen", "für den ganzen Monat", "Le mois en chiffres",
    "El mes en cifras", "Il mese in cifre", "O mês em números", "الشهر بالأرقام", "毎月と同じく",
  ]

  /// The sentences that would be false, without their places: each the longest piece of words between two places.
  private static func falseClaims(_ data: MailData, _ words: WordList) -> [String] {
    var keys: [String] = []
    let status = data.recipient.status
    if data.counting != "restarts" {
      keys += ["counting.on", "counting.month", "counting.quarter", "counting.year"]
    }
    if data.counting != "rolling" { keys += ["counting.rolling"] }
    if data.counting != "lifetime" { keys += ["counting.lifetime"] }
    if status.rateRule != .wholePeriod { keys += ["rates.whole_period"] }
    if status.rateRule != .graduated { keys += ["rates.graduated"] }
    if status.rateRule != .forwardOnly { keys += ["rates.forward_only"] }
    if !data.isPlain {
      keys += ["progress.more_conversions", "progress.more_net_revenue", "restart.reach_conversions"]
      keys += ["restart.keep_conversions", "restart.keep_net_revenue", "restart.reach_net_revenue"]
    }
    return keys.flatMap { key -> [String] in
      switch words.entries[key] {
      case .text(let text)?: [longest(text)]
      case .plural(let forms)?: forms.values.map(longest)
      case nil: []
      }
    }.filter { $0.count > 12 }
  }

  private static func longest(_ text: WordText) -> String {
    text.pieces.map { piece in
      if case .literal(let words, _) = piece { bare(words) } else { "" }
    }.max { $0.count < $1.count } ?? ""
  }

  /// One line: text mails break long lines.
  private static func bare(_ text: String) -> String {
    text.split(whereSeparator: { $0.isNewline || $0 == " " }).joined(separator: " ")
  }

  /// The shared words of a language.
  private static func words(_ language: LanguageTag) throws -> WordList {
    let file = CaseFiles.root.appending(path: "Templates/locales/\(language).yaml")
    let source = SourceText(name: "\(language).yaml", text: try String(contentsOf: file, encoding: .utf8))
    let root = try #require(try SettingsDocument(source, log: ProblemLog()).root)
    return WordList(root, rules: PluralRules(language: language))
  }

  private static func written(_ write: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    write(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The values and bounds of the status, as the language writes them in their units.
  private static func figures(_ data: MailData, _ language: MailLanguage) -> [String] {
    let status = data.recipient.status
    let shown = status.distances.flatMap { [($0.value, $0.measure.metric), ($0.from, $0.measure.metric)] }
    return (shown.isEmpty ? [(status.value, status.metric)] : shown).compactMap { value, metric in
      switch metric.unit {
      case .count: language.number(value)
      case .percent:
        written { language.format.percent(mantissa: value, scale: 2, minimumFraction: 0, into: &$0) }
      case .money:
        written {
          language.format.money(
            minorUnits: value, currency: data.program.currency.code, exponent: data.program.currency.exponent,
            wholeIfPossible: true, into: &$0)
        }
      // Their words have plural forms, some without a digit.
      case .months, .number, .points: nil
      }
    }
  }

  @Test(arguments: [
    ("lifetime", "en", 1, 14), ("lifetime", "de", 1, 14), ("bronze-silver-gold", "en", 0, 14),
    ("bronze-silver-gold", "de", 1, 60), ("entry-growth-strategic", "en", 2, 14),
    ("entry-growth-strategic", "de", 0, 14), ("revenue-focused", "en", 1, 14),
  ])
  func `a status mail reads as its case file`(name: String, language: String, clock: Int, sales: Int) throws {
    let library = try WorkspaceTemplateTests.library()
    let compiled = try library.compile("tier-status", try #require(LanguageTag(language)))
    let data = try Self.program(name).data(sales: sales, asOf: Self.clocks[clock])
    guard case .composed(let mail) = try Composer().compose(compiled, data) else {
      Issue.record("not composed")
      return
    }
    let text =
      "Subject: \(mail.subject)\nPreheader: \(mail.preheader)\n\n"
      + String(decoding: mail.text, as: UTF8.self)
    #expect(try CaseFiles.matches(text, "windows/\(name)-\(Self.clocks[clock].prefix(10)).\(language).txt"))
  }
}
