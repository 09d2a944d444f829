import Testing

@testable import Campaigns

@Suite struct LanguageMatchTests {
  @Test(arguments: [
    ("pt-BR", "pt-BR pt"), ("es-MX", "es-MX es-419 es es-ES"), ("es", "es es-ES"),
    ("pt-AO", "pt-AO pt-PT pt pt-BR"),
    ("zh-TW", "zh-TW zh-Hant"), ("zh-MO", "zh-MO zh-Hant-HK zh-Hant zh-Hant-TW"), ("zh-CN", "zh-CN zh"),
    ("zh", "zh zh-CN"), ("sr-ME", "sr-ME sr-Latn sr-Latn-RS"), ("en-NZ", "en-NZ en-001 en en-US"),
    ("nn", "nn nn-NO no no-NO nb"), ("de-AT-1996", "de-AT-1996 de-AT de de-DE"),
    ("ar-EG-u-nu-latn", "ar-EG-u-nu-latn ar-EG-u-nu ar-EG ar"), ("und", "und"), ("xx-YY", "xx-YY xx"),
  ])
  func `a language falls back along its parents`(tag: String, expected: String) throws {
    let chain = try #require(LanguageTag(tag)).fallbacks.map(\.description)
    #expect(chain.joined(separator: " ") == expected)
  }

  @Test(
    arguments: [
      ("pt-BR", "en pt", "pt"), ("pt", "en pt-BR", "pt-BR"), ("pt-PT", "en pt-BR pt-PT", "pt-PT"),
      ("es-MX", "en es es-419", "es-419"), ("es-MX", "en es", "es"), ("zh-TW", "en zh zh-Hans", nil),
      ("zh-TW", "zh zh-Hant", "zh-Hant"), ("zh-Hant-TW", "zh-TW zh", "zh-TW"), ("zh-Hant", "zh-TW", "zh-TW"),
      ("zh-CN", "en zh-Hans", "zh-Hans"), ("zh-SG", "zh-Hans", "zh-Hans"), ("iw-IL", "he en", "he"),
      ("he", "iw", "he"),
      ("nb-NO", "no", "no"), ("no", "nb", "nb"), ("fr-CA", "en de", nil), ("de-AT", "de-CH de", "de"),
      ("de", "de-AT", nil), ("sr-Latn-RS", "sr", nil), ("en-US", "en-GB", nil), ("de-CH-1996", "de", "de"),
    ] as [(String, String, String?)])
  func `the best of the available languages serves a reader`(wanted: String, available: String, best: String?)
    throws
  {
    let tags = try available.split(separator: " ").map { try #require(LanguageTag(String($0))) }
    #expect(try #require(LanguageTag(wanted)).bestMatch(in: tags)?.description == best)
  }
}
