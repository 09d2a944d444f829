/// A partner as others see it.
package enum ShownName: Sendable, Hashable {
  case name(String)
  /// A code; templates put a word in the reader's language before it.
  case alias(String)

  /// What both have.
  package var text: String {
    switch self {
    case .name(let text), .alias(let text): text
    }
  }
}

/// Makes the names that others see.
package struct ShownNames: Sendable {
  package let form: NameForm
  /// The code of a partner: the same for ever, and nothing can be told from it.
  private let alias: @Sendable (Partner.ID) -> String

  package init(_ form: NameForm, alias: @escaping @Sendable (Partner.ID) -> String) {
    self.form = form
    self.alias = alias
  }

  package func name(of partner: Partner) -> ShownName {
    switch form {
    case .full: .name(Self.plain(partner.name))
    case .first:
      // The first word of a name may be the family's, or all of it: without a field for it nobody knows.
      .name(partner.fields["first_name"].map(Self.plain) ?? Self.initials(of: partner.name))
    case .initials: .name(Self.initials(of: partner.name))
    case .alias: .alias(alias(partner.id))
    }
  }

  /// One line of at most 60 signs: what one partner is called stands in the mails of others.
  static func plain(_ name: String) -> String {
    let words = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count <= 60 ? words : "\(words.prefix(59))…"
  }

  /// The first letters of the first three words, on one line: `A. B.`; of a name without letters its first sign.
  static func initials(of name: String) -> String {
    let words = name.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{3000}" || $0 == "-" }
    let letters = words.compactMap { word in word.first { $0.isLetter || $0.isNumber } }
    guard !letters.isEmpty else { return "\(name.prefix(1))." }
    return letters.prefix(3).map { "\($0.uppercased())." }.joined(separator: "\u{A0}")
  }
}
