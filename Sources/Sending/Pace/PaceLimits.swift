/// How many messages may go in any stretch of a second, a minute, an hour and a day; nil where there is no limit.
package struct PaceLimits: Sendable, Hashable {
  package var perSecond: Int?
  package var perMinute: Int?
  package var perHour: Int?
  package var perDay: Int?

  package init(perSecond: Int? = nil, perMinute: Int? = nil, perHour: Int? = nil, perDay: Int? = nil) {
    self.perSecond = perSecond
    self.perMinute = perMinute
    self.perHour = perHour
    self.perDay = perDay
  }

  package var isEmpty: Bool { self == PaceLimits() }
}

/// Limits by the domain of the recipient.
package struct DomainLimits: Sendable, Hashable {
  /// By domain, in lower case and as A-labels.
  package var named: [String: PaceLimits]
  /// For each other domain by itself.
  package var others: PaceLimits

  package init(named: [String: PaceLimits] = [:], others: PaceLimits = PaceLimits()) {
    self.named = named
    self.others = others
  }

  package var isEmpty: Bool { named.isEmpty && others.isEmpty }

  package subscript(domain: String) -> PaceLimits { named[domain] ?? others }
}
