package import Mail
package import PartnerProgram

/// What a run asks for when it claims deliveries.
package struct ClaimRequest: Sendable {
  package var edition: EditionRecord.ID
  /// At most so many.
  package var limit: Int
  /// These partners only; nil for all.
  package var only: Set<Partner.ID>?
  /// Whoever is suppressed in one of these becomes suppressed; `.all` always counts.
  package var scopes: [SuppressionScope] = []
  /// Deferred deliveries that are due, and no planned ones.
  package var deferredOnly = false
  /// What was entered in the edition before this moment expires; nil where nothing does.
  package var notEnteredBefore: Timestamp?
  /// Seconds from the first attempt after which a delivery expires; nil for never.
  package var maximumAge: Int64?
  /// The upstream that the claims are for, kept for the record should the run end without a word.
  package var upstream = ""

  package init(edition: EditionRecord.ID, limit: Int) {
    self.edition = edition
    self.limit = limit
  }

  /// Why a delivery is too old to be sent, by when it came into the edition and when it was first attempted; nil where it
  /// is not.
  package func expiry(entered: Timestamp, firstTried: Timestamp?, now: Timestamp) -> String? {
    if let limit = notEnteredBefore, entered.seconds < limit.seconds {
      return "not sent in time: the campaign's not_after has passed"
    }
    if let maximumAge, let firstTried, now.seconds - firstTried.seconds >= maximumAge {
      return "not accepted within \(Self.words(seconds: maximumAge)) of the first attempt"
    }
    return nil
  }

  private static func words(seconds: Int64) -> String {
    if seconds % 3_600 == 0 { return seconds == 3_600 ? "1 hour" : "\(seconds / 3_600) hours" }
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }
}
