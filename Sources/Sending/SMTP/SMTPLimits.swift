/// How hard an upstream may be used.
package struct SMTPLimits: Sendable {
  /// Connections open at once; the lane starts with two and grows while all is well.
  package var connections = 10
  package var messagesPerConnection = 100
  package var connectionAge: Duration = .seconds(300)
  /// A connection without work is closed after this.
  package var idle: Duration = .seconds(30)
  /// Consecutive failures to connect, to agree on TLS or to log in, after which nothing more is tried.
  package var failuresUntilOutage = 3
  /// The most commands sent without waiting, if the server announces PIPELINING.
  package var pipelining: PipeliningLevel = .acrossMessages
  /// Messages answered in good order before that level goes from `envelope` to `acrossMessages`.
  package var proof = 100

  package init() {}
}

/// How much goes out before a reply is waited for (RFC 2920).
package enum PipeliningLevel: Int, Sendable, Comparable {
  /// One command, one reply.
  case none = 0
  /// MAIL, RCPT and DATA in one group.
  case envelope = 1
  /// A body, its final dot and the next message's MAIL, RCPT and DATA in one group.
  case acrossMessages = 2

  package static func < (a: PipeliningLevel, b: PipeliningLevel) -> Bool { a.rawValue < b.rawValue }
}

/// How long an answer is waited for (RFC 5321 section 4.5.3.2).
package struct SMTPTimeouts: Sendable {
  /// From the look-up of the name to the TCP connection.
  package var connect: Duration = .seconds(30)
  /// Greeting, EHLO, STARTTLS and AUTH together; then MAIL, RCPT and RSET each.
  package var command: Duration = .seconds(300)
  package var data: Duration = .seconds(120)
  /// No byte could be written for this long.
  package var stall: Duration = .seconds(180)
  /// The reply to the final dot.
  ///
  /// A short one makes doubles: the server may have the message by then.
  package var finalReply: Duration = .seconds(600)

  package init() {}

  /// The same time for every answer; a connection is not waited for longer than otherwise.
  package init(answer: Duration) {
    connect = min(connect, answer)
    command = answer
    data = answer
    stall = answer
    finalReply = answer
  }
}
