import Testing

@testable import Campaigns

@Suite struct PluralRulesTests {
  @Test func `the samples of CLDR fall into their categories`() throws {
    let rows = try SharedVectors.cases("plural-samples.tsv")
    #expect(rows.count > 1000)
    #expect(mismatches(rows) == [])
  }

  @Test(
    .enabled("no shared plural samples on this machine") { SharedVectors.hasShared("plural-samples.tsv") })
  func `every sample of every language falls into its category`() throws {
    let rows = try SharedVectors.sharedRows("plural-samples.tsv")
    #expect(rows.count == 14_396)
    #expect(mismatches(rows) == [])
  }

  @Test(
    arguments: [
      ("pl", 1, "one"), ("pl", 2, "few"), ("pl", 5, "many"), ("pl", 22, "few"), ("ar", 0, "zero"),
      ("ar", 2, "two"),
      ("ar", 11, "many"), ("ar", 100, "other"), ("ja", 1, "other"), ("fr", 0, "one"),
      ("fr", 1_000_000, "many"),
      ("pt-BR", 0, "one"), ("pt-PT", 0, "other"), ("pt-AO", 0, "other"), ("sr-Latn", 21, "one"),
      ("xx", 1, "other"),
      ("de-AT", 1, "one"), ("de", -1, "one"), ("iw", 2, "two"), ("nb", 1, "one"),
    ] as [(String, Int64, String)])
  func `a count has the category of its language`(tag: String, count: Int64, category: String) throws {
    let rules = PluralRules(language: try #require(LanguageTag(tag)))
    #expect(rules.category(of: PluralOperand(count)).rawValue == category)
  }

  @Test func `printed zeros decide in languages that look at them`() throws {
    let english = PluralRules(language: try #require(LanguageTag("en")))
    #expect(english.category(of: PluralOperand(1)) == .one)
    #expect(english.category(of: PluralOperand(mantissa: 10, scale: 1)) == .other)
    let danish = PluralRules(language: try #require(LanguageTag("da")))
    #expect(danish.category(of: PluralOperand(mantissa: 10, scale: 1)) == .one)
    #expect(danish.category(of: PluralOperand(mantissa: 11, scale: 1)) == .one)
    #expect(danish.category(of: PluralOperand(mantissa: 20, scale: 1)) == .other)
  }

  @Test func `a rank has a category of its own`() throws {
    let english = PluralRules(language: try #require(LanguageTag("en-GB")))
    let categories = [1, 2, 3, 4, 11, 12, 13, 21, 112, 123].map {
      english.ordinalCategory(of: PluralOperand($0))
    }
    #expect(categories == [.one, .two, .few, .other, .other, .other, .other, .one, .other, .few])
  }

  @Test func `the categories a language needs are known`() throws {
    let polish = PluralRules(language: try #require(LanguageTag("pl")))
    #expect(polish.categories == [.one, .few, .many, .other])
    let japanese = PluralRules(language: try #require(LanguageTag("ja")))
    #expect(japanese.categories == [.other])
  }

  @Test func `the operands of a decimal are those of UTS 35`() {
    let operand = PluralOperand(mantissa: -1_2030, scale: 3)
    #expect([operand.i, operand.f, operand.t] == [12, 30, 3])
    #expect([operand.v, operand.w] == [3, 2])
    #expect(PluralOperand(Int64.min).i == 9_223_372_036_854_775_808)
  }

  /// Rows that get another category than the one they name.
  private func mismatches(_ rows: [[String]]) -> [String] {
    rows.compactMap { row in
      guard row.count == 4, let tag = LanguageTag(row[1]), let number = operand(row[2]) else {
        return "unreadable: \(row)"
      }
      let rules = PluralRules(language: tag)
      let category = row[0] == "ordinal" ? rules.ordinalCategory(of: number) : rules.category(of: number)
      return category.rawValue == row[3] ? nil : "\(row) is \(category.rawValue)"
    }
  }

  private func operand(_ text: String) -> PluralOperand? {
    let parts = text.split(separator: ".")
    let fraction = parts.count > 1 ? parts[1] : ""
    return Int64(parts[0] + fraction).map { PluralOperand(mantissa: $0, scale: fraction.count) }
  }
}
