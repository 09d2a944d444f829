package import Mail

/// What `program:`, `data:` and `tiers:` of tierpost.yaml say.
package struct ProgramSettings: Sendable, Equatable {
  package var name: String
  package var currency: Currency
  /// An IANA time zone name; days and months are this zone's.
  package var timeZone: String
  /// The default language, a BCP 47 tag.
  package var language: String
  /// Stands in the foot of every mail.
  package var postalAddress: String
  /// An absolute https URL.
  package var website: String?
  package var unsubscribe: Unsubscribe?
  package var data: DataFiles
  package var ladder: TierLadder
  /// Ladders of some partners; the first that fits applies, and the program's own to all others.
  package var segmentLadders: [SegmentLadder]
  /// What of an order's net money is left before commission; nil where it is not stated.
  ///
  /// For advice and reports only.
  package var margin: Rate?
  /// What amounts in other currencies are worth; nil where none is stated, and such amounts are refused.
  package var exchangeRates: ExchangeRates?

  /// Where those who want no more mail go.
  package struct Unsubscribe: Sendable, Equatable {
    /// An absolute https URL that a token is appended to.
    package var url: String?
    /// The address for `List-Unsubscribe: <mailto:…>`.
    package var mail: EmailAddress?

    package init(url: String?, mail: EmailAddress?) {
      self.url = url
      self.mail = mail
    }
  }

  /// Paths from the workspace, in the order they are read; each ends in `.csv` or `.jsonl`.
  package struct DataFiles: Sendable, Equatable {
    package var partners: [String]
    package var activity: [String]

    package init(partners: [String], activity: [String]) {
      self.partners = partners
      self.activity = activity
    }
  }

  package init(
    name: String, currency: Currency, timeZone: String, language: String, postalAddress: String,
    website: String? = nil, unsubscribe: Unsubscribe? = nil, data: DataFiles, ladder: TierLadder,
    segmentLadders: [SegmentLadder] = []
  ) {
    self.name = name
    self.currency = currency
    self.timeZone = timeZone
    self.language = language
    self.postalAddress = postalAddress
    self.website = website
    self.unsubscribe = unsubscribe
    self.data = data
    self.ladder = ladder
    self.segmentLadders = segmentLadders
  }

  /// Every tier of every ladder, each id once, those of the program's own first.
  package var allTiers: [Tier] {
    var tiers = ladder.tiers
    for other in segmentLadders {
      for tier in other.ladder.tiers where !tiers.contains(where: { $0.id == tier.id }) { tiers.append(tier) }
    }
    return tiers
  }
}
