/// A basic language range (RFC 4647, section 2.1), as a segment or a campaign names languages: `de`,
/// `zh-Hant`, `*`.
package struct LanguageRange: Hashable, Sendable, CustomStringConvertible {
  /// Nil for `*`.
  private let prefix: LanguageTag?

  /// Reads `*` or a tag; nil where `text` is neither.
  ///
  /// Deprecated codes are replaced, as in tags.
  package init?(_ text: String) {
    if text == "*" {
      prefix = nil
    } else if let tag = LanguageTag(text) {
      prefix = tag
    } else {
      return nil
    }
  }

  package var description: String { prefix?.description ?? "*" }

  /// Basic filtering (RFC 4647, section 3.3.1): `de` takes `de` and `de-AT`, `de-AT` does not take `de`.
  package func contains(_ tag: LanguageTag) -> Bool {
    guard let prefix else { return true }
    let range = prefix.description.utf8
    let text = tag.description.utf8
    guard text.starts(with: range) else { return false }
    return text.count == range.count || text.dropFirst(range.count).first == 0x2D
  }
}
