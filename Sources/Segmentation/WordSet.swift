internal import Settings

/// The words a criterion accepts, prepared for comparison with one partner's value.
///
/// Two words are equal where they differ in nothing but the case of letters and the way accented letters are
/// composed (Unicode canonical equivalence); blanks, hyphens and accents count. `Creator` is `creator`, not
/// `creators`.
struct WordSet: Sendable {
  /// As written, in the file's order.
  let words: [String]
  /// In comparable form.
  let folded: Set<String>
  /// The comparable forms as bytes where all are short and ASCII and few: compared without building a string.
  private let plain: [[UInt8]]?

  init(_ words: [String]) {
    self.words = words
    folded = Set(words.map(Self.folded))
    let bytes = folded.map { Array($0.utf8) }
    plain = bytes.count <= 8 && bytes.allSatisfy({ $0.allSatisfy { $0 < 0x80 } }) ? bytes : nil
  }

  /// A word in comparable form.
  static func folded(_ word: String) -> String { word.lowercased() }

  func contains(_ word: String) -> Bool {
    if let plain, let answer = Self.find(word, in: plain) { return answer }
    return folded.contains(Self.folded(word))
  }

  /// Looks among lower-case ASCII words; nil where the word is not ASCII, which can still equal one (U+212A
  /// is `k`).
  private static func find(_ word: String, in plain: [[UInt8]]) -> Bool? {
    let span = word.utf8Span.span
    for index in span.indices where span[index] >= 0x80 { return nil }
    candidates: for candidate in plain where candidate.count == span.count {
      for index in span.indices {
        let byte = span[index]
        let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
        guard (isUpper ? byte | 0x20 : byte) == candidate[index] else { continue candidates }
      }
      return true
    }
    return false
  }
}

extension WordSet {
  /// Reads one word or a list of words; refuses an empty list, an empty word and a word that stands twice.
  ///
  /// `check` reports what else is wrong with a word and returns whether it is sound.
  init?(_ value: SettingsValue, check: (_ word: String, _ place: SettingsValue) -> Bool = { _, _ in true }) {
    guard value.isScalar || value.isList, let places = value.oneOrMore() else {
      value.fail("expected a value or a list of values, got a mapping", kind: .wrongType)
      return nil
    }
    guard !places.isEmpty else {
      value.fail(
        "an empty list matches nobody", kind: .conflict, help: "name at least one, or remove the key")
      return nil
    }
    var words: [String] = []
    var seen: Set<String> = []
    for place in places {
      guard let word = place.string() else { continue }
      if word.isEmpty {
        place.fail("a value is missing here", kind: .missingKey, help: "name at least one, or remove the key")
      } else if !seen.insert(Self.folded(word)).inserted {
        place.fail("'\(word)' stands twice in one list", kind: .conflict)
      } else if check(word, place) {
        words.append(word)
      }
    }
    guard words.count == places.count else { return nil }
    self.init(words)
  }

  /// The words as the end of a sentence: `a`, `a or b`, `a, b or c`.
  func joined() -> String { Self.joined(words) }

  static func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
