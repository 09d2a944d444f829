/// What became of one envelope at one attempt.
package struct Delivery: Sendable, Equatable {
  /// The envelope's identity.
  package let id: Envelope.ID
  package let outcome: Outcome
  /// The upstream that had it, where a transport has several; nil for the transport's only one.
  package var upstream: String?
  /// It was not tried, as its recipient's domain takes nothing before then: no attempt, but a wait.
  package var notBefore: Timestamp?

  package init(id: Envelope.ID, outcome: Outcome) {
    self.id = id
    self.outcome = outcome
  }

  /// What the upstream answered for one recipient.
  ///
  /// A value, never an error.
  package enum Outcome: Sendable, Equatable {
    /// The upstream took the message over: a 2xx reply to the final dot.
    case accepted(Reply)
    /// Not now: a 4xx reply, or a connection lost before the final dot. Nothing was sent.
    case deferred(Reply)
    /// Never: a 5xx reply.
    case refused(Reply)
    /// The final dot went out and no reply came back: the upstream may have the message or not.
    case inDoubt(Reply)
  }
}

extension Delivery {
  /// An upstream's answer: code, enhanced status and text.
  package struct Reply: Sendable, Equatable {
    /// The SMTP or HTTP code; 0 where no answer came.
    package var code: Int
    /// The enhanced status (RFC 3463), read from the reply or derived from the code.
    package var status: EnhancedStatus
    /// The reply's text in one line, control characters replaced; or the cause where no answer came.
    package var text: String

    package init(code: Int, status: EnhancedStatus, text: String) {
      self.code = code
      self.status = status
      self.text = text
    }
  }
}

/// An enhanced mail system status code, `class.subject.detail` (RFC 3463).
package struct EnhancedStatus: Sendable, Hashable, CustomStringConvertible {
  package var category: UInt8
  package var subject: UInt16
  package var detail: UInt16

  package init(_ category: UInt8, _ subject: UInt16, _ detail: UInt16) {
    self.category = category
    self.subject = subject
    self.detail = detail
  }

  package var description: String { "\(category).\(subject).\(detail)" }
}
