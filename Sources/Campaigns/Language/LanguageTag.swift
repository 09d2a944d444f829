/// A language of BCP 47 (RFC 5646) in canonical form: `de`, `pt-BR`, `zh-Hant-TW`, `sl-rozaj`.
///
/// Reads either separator (`pt_BR`) and any case; replaces deprecated codes (`iw` is `he`) and three-letter
/// codes that have a two-letter form (`deu` is `de`), so that equal languages are equal values.
package struct LanguageTag: Hashable, Sendable, CustomStringConvertible {
  /// The primary language in lower case; `und` where the tag begins with `x-`.
  package let language: String
  /// The script in title case, such as `Hant`.
  package let script: String?
  /// An ISO 3166 country in upper case, or a UN M49 area such as `419`.
  package let region: String?
  /// Variants, extensions and private use, in lower case, in order, joined by `-`; empty where there are
  /// none.
  package let rest: String
  /// The whole tag in canonical case.
  package let description: String

  /// `und`: no language known.
  package static let undetermined = LanguageTag(language: "und", script: nil, region: nil, rest: "")

  /// The tag of these subtags, which must be canonical already.
  init(language: String, script: String?, region: String?, rest: String = "") {
    self.language = language
    self.script = script
    self.region = region
    self.rest = rest
    var text = language
    for part in [script, region, rest] {
      guard let part, !part.isEmpty else { continue }
      text += "-" + part
    }
    description = text
  }

  /// Nil where `text` is not well-formed (RFC 5646, section 2.1).
  package init?(_ text: String) {
    guard let parsed = LanguageTagParser.parse(text) else { return nil }
    self = LanguageAliases.replacingDeprecated(in: parsed)
  }
}
