import Testing

@testable import Campaigns

@Suite struct LanguageTagTests {
  @Test(arguments: [
    ("de", "de"), ("PT-br", "pt-BR"), ("pt_BR", "pt-BR"), ("zh-hANT-tw", "zh-Hant-TW"), ("es-419", "es-419"),
    ("SL-ROZAJ-BISKE", "sl-rozaj-biske"), ("de-1996", "de-1996"), ("ar-u-NU-latn", "ar-u-nu-latn"),
    ("x-Private", "und-x-private"), ("en-x-a-b", "en-x-a-b"), ("und", "und"),
    ("iw", "he"), ("in-ID", "id-ID"), ("sh", "sr-Latn"), ("sh-Cyrl", "sr-Cyrl"), ("mo", "ro"),
    ("deu-AT", "de-AT"),
    ("ger", "de"), ("zh-cmn-Hans-CN", "zh-Hans-CN"), ("zh-yue-HK", "yue-HK"), ("en-UK", "en-GB"),
    ("tgl", "fil"),
  ])
  func `a tag takes its canonical form`(text: String, canonical: String) throws {
    let tag = try #require(LanguageTag(text))
    #expect(tag.description == canonical)
    #expect(LanguageTag(canonical) == tag)
  }

  @Test(arguments: [
    "", "-", "d", "german", "de-", "-de", "de--AT", "de-AT-", "de AT", "dé", "de-AT\r\n", "12", "de-x",
    "de-u",
    "de-u-a", "de-a-bb-a-cc", "de-1996-1996", "de-123456789", "de-AT-CH", "abcd-DE", "x", "de\u{0}",
  ])
  func `a text that is no tag is refused`(text: String) {
    #expect(LanguageTag(text) == nil)
  }

  @Test func `a tag opens into its subtags`() throws {
    let tag = try #require(LanguageTag("zh-hant-tw-x-shop"))
    #expect(tag.language == "zh")
    #expect(tag.script == "Hant")
    #expect(tag.region == "TW")
    #expect(tag.rest == "x-shop")
    #expect(LanguageTag.undetermined.description == "und")
  }

  @Test(arguments: [
    ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("iw", "rtl"), ("fa", "rtl"), ("ur", "rtl"),
    ("ckb", "rtl"),
    ("yi", "rtl"), ("dv", "rtl"), ("ps", "rtl"), ("sd", "rtl"), ("ug", "rtl"), ("az-Arab", "rtl"),
    ("az-IR", "rtl"),
    ("pa-PK", "rtl"), ("pa-Arab", "rtl"), ("uz-AF", "rtl"), ("ar-Latn", "ltr"), ("pa", "ltr"), ("az", "ltr"),
    ("ku", "ltr"), ("sd-Deva", "ltr"), ("de", "ltr"), ("ja", "ltr"), ("und", "ltr"), ("he-Latn-IL", "ltr"),
  ])
  func `the script decides the direction`(tag: String, direction: String) throws {
    #expect(try #require(LanguageTag(tag)).direction.rawValue == direction)
  }
}
