package import Mail

/// A member of the program.
package struct Partner: Sendable, Equatable {
  package typealias ID = String

  package var id: ID
  /// How mails address the partner: a person's or a company's name.
  package var name: String
  package var email: EmailAddress
  /// What the partner is, such as `creator` or `agency`.
  package var type: String?
  /// Where the partner promotes, such as `youtube` or `blog`.
  package var channel: String?
  /// ISO 3166-1 alpha-2, upper case.
  package var country: String?
  /// A BCP 47 tag in canonical case.
  package var language: String?
  /// How the partner was recruited.
  package var source: String?
  package var tags: [String]
  package var joined: CivilDate
  /// The first day on which the partner is no longer in the program.
  package var left: CivilDate?
  /// An IANA time zone name; the program's zone where nil.
  package var timeZone: String?
  /// Every further column of the partner's row, by column name; empty cells are absent.
  package var fields: [String: String]

  package init(
    id: ID, name: String, email: EmailAddress, type: String? = nil, channel: String? = nil,
    country: String? = nil, language: String? = nil, source: String? = nil, tags: [String] = [],
    joined: CivilDate, left: CivilDate? = nil, timeZone: String? = nil, fields: [String: String] = [:]
  ) {
    self.id = id
    self.name = name
    self.email = email
    self.type = type
    self.channel = channel
    self.country = country
    self.language = language
    self.source = source
    self.tags = tags
    self.joined = joined
    self.left = left
    self.timeZone = timeZone
    self.fields = fields
  }
}
