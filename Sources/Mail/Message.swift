/// A letter to one reader before it is sealed: who, what about, in two forms, and how to leave.
///
/// Nothing is checked here; `write(into:)` refuses what cannot stand in a message.
package struct Message: Sendable {
  package var from: Mailbox
  /// Where answers go; nil is the sender itself.
  package var replyTo: Mailbox?
  package var to: Mailbox
  /// In Unicode, as people read it.
  package var subject: String
  /// The plain text in UTF-8, lines ended by LF or CRLF; never empty.
  package var text: [UInt8]
  /// The HTML document in UTF-8, or nil for a letter of text alone.
  package var html: [UInt8]?
  /// The language of both parts, a BCP 47 tag such as `pt-BR`.
  package var language: String
  package var date: Timestamp
  package var messageID: MessageID
  package var listID: ListID?
  /// How the reader leaves the list; nil only for mail that belongs to no list.
  package var unsubscribe: Unsubscribe?
  /// One to four fields with colons between, the last the sender's own of 5 to 15 characters; nothing about a person.
  package var feedbackID: String?
  /// Written as `Precedence: bulk`.
  package var isBulk = true
  /// Written as `Auto-Submitted: auto-generated` (RFC 3834), so that absence notices stay away.
  package var isAutomatic = true
  /// Further headers, after those of the message itself.
  package var extraHeaders: [Header] = []

  package init(
    from: Mailbox, to: Mailbox, subject: String, text: [UInt8], html: [UInt8]? = nil, language: String,
    date: Timestamp, messageID: MessageID
  ) {
    self.from = from
    self.to = to
    self.subject = subject
    self.text = text
    self.html = html
    self.language = language
    self.date = date
    self.messageID = messageID
  }

  /// The same with both forms as strings.
  package init(
    from: Mailbox, to: Mailbox, subject: String, text: String, html: String? = nil, language: String,
    date: Timestamp, messageID: MessageID
  ) {
    self.init(
      from: from, to: to, subject: subject, text: Array(text.utf8), html: html.map { Array($0.utf8) },
      language: language, date: date, messageID: messageID)
  }

  /// A header of one's own: a name of RFC 5322 and a text in Unicode.
  package struct Header: Sendable, Hashable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Which list a message belongs to (RFC 2919): `Acme Partners news <news.partners.acme.example>`.
  package struct ListID: Sendable, Hashable {
    /// What people see, in Unicode; nil where there is none.
    package var name: String?
    /// A name with dots under a domain of the sender; ASCII.
    package var id: String

    package init(name: String? = nil, id: String) {
      self.name = name
      self.id = id
    }
  }

  /// How to leave a list by a program's button (RFC 2369, RFC 8058).
  package struct Unsubscribe: Sendable, Hashable {
    /// An absolute `https:` URI in ASCII with the reader's token.
    package var url: String
    /// A `mailto:` URI, beside the first.
    package var mailto: String?
    /// True where a POST to `url` alone is enough: `List-Unsubscribe-Post` is written.
    package var oneClick: Bool

    package init(url: String, mailto: String? = nil, oneClick: Bool = true) {
      self.url = url
      self.mailto = mailto
      self.oneClick = oneClick
    }
  }
}
