/// One thing that was looked at, and what was found.
package struct SenderFinding: Sendable, Equatable {
  package enum Level: String, Sendable, CaseIterable {
    case good
    /// Worth knowing; nothing is wrong.
    case note
    /// Receivers take the mail today; it should be better.
    case warning
    /// Mail will be refused, put aside as junk, or fail to leave.
    case wrong
    /// It could not be looked at.
    case unknown
  }

  /// A DNS record to publish.
  package struct Record: Sendable, Equatable {
    package let name: String
    package let type: String
    /// As text; a zone file has it in quotes.
    package let value: String

    package init(name: String, type: String = "TXT", value: String) {
      self.name = name
      self.type = type
      self.value = value
    }
  }

  /// `spf`, `dkim`, `dmarc`, `domain`, `unsubscribe` or `relay`.
  package let check: String
  package let level: Level
  /// What was looked at.
  package let subject: String
  /// What was found, as a sentence.
  package let found: String
  /// Why it matters, and to whom.
  package let why: String?
  /// What to publish.
  package let record: Record?
  /// What else to do.
  package let help: String?

  package init(
    _ check: String, _ level: Level, _ subject: String, _ found: String, why: String? = nil,
    record: Record? = nil, help: String? = nil
  ) {
    self.check = check
    self.level = level
    self.subject = subject
    self.found = found
    self.why = why
    self.record = record
    self.help = help
  }
}
