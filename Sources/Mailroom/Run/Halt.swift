package import Mail

/// Why a run ended of its own accord, with the upstream's words; no address is in it.
package struct Halt: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// The upstream refuses for reasons of policy: the settings, the domain or the content must change first.
    case policy
    /// Too many of the first mails were refused: the list must be looked at first.
    case refusals
    /// The upstream takes no more for now.
    case quota
  }

  package let kind: Kind
  /// What happened, as a sentence.
  package let cause: String

  package init(_ kind: Kind, _ cause: String) {
    self.kind = kind
    self.cause = cause
  }

  package var description: String { cause }
}

extension Delivery.Reply {
  /// The answer as it is shown to an operator: code, status and text, in which addresses are replaced.
  package var shown: String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let clean = words.map { $0.utf8.contains(UInt8(ascii: "@")) ? "<address>" : $0 }.joined(separator: " ")
    return code == 0 ? clean : "\(code) \(status) \(clean)"
  }

  /// Whether it says that the upstream, and not the recipient's mailbox, has no room left for today or for this hour.
  ///
  /// SES says `454 Throttling failure: Daily message quota exceeded`, Gmail `550 5.4.5 Daily user sending limit exceeded`,
  /// an HTTP provider 429 with a quota in its text. A mailbox over its quota (X.2.x) is the recipient's matter.
  var saysQuota: Bool {
    guard code >= 400, status.subject != 1, status.subject != 2 else { return false }
    let words = text.lowercased()
    let isLimit = ["quota", "sending limit", "daily limit", "hourly limit", "monthly limit"].contains {
      words.contains($0)
    }
    return isLimit && !words.contains("mailbox")
  }

  /// Whether the upstream asks to slow down: 421 or 454 with X.7.x.
  var saysSlower: Bool { (code == 421 || code == 454) && status.category == 4 && status.subject == 7 }
}
