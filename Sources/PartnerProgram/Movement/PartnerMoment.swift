package import Mail

/// Something that happened to a partner, as a mail tells it: an event of the log, or a bonus of the program's data.
package struct PartnerMoment: Sendable, Equatable {
  /// What happened: a word of the log, or of what stands outside it.
  package enum Kind: Hashable, Sendable, CaseIterable {
    case standing(StandingEvent.Kind)
    /// An activity of the kind `bonus`, or of one that begins with it, such as `bonus-referral`.
    case bonusGiven
    /// The ladder has rules that the partner was not told of.
    case rulesChanged

    package static let allCases =
      StandingEvent.Kind.allCases.map { Kind.standing($0) } + [.bonusGiven, .rulesChanged]

    /// The word for `on:` in tierpost.yaml.
    package var word: String {
      switch self {
      case .standing(let kind): kind.rawValue
      case .bonusGiven: "bonus.given"
      case .rulesChanged: "rules.changed"
      }
    }

    /// Whether it happens without `movement:` too.
    package var needsMovement: Bool {
      switch self {
      case .standing(.advanced), .standing(.bonusGranted), .bonusGiven, .rulesChanged: false
      case .standing: true
      }
    }
  }

  /// What led there.
  package enum Cause: String, Sendable, Hashable, CaseIterable {
    case figures
    /// A review approved or refused it.
    case review
    case invitation
    /// A person decided it, against the figures.
    case decision
    /// The tier's time was over, and it was not applied for again.
    case timeOver = "time_over"
  }

  package var kind: Kind
  /// The event's identity, as an edition's name; a partner hears an edition once.
  package var edition: String
  /// The day on which it took effect.
  package var on: CivilDate
  /// The month whose status the mail is about.
  package var month: Month
  /// The tier before.
  package var from: Tier?
  /// The tier after, or that is meant.
  package var to: Tier?
  package var cause = Cause.figures
  /// What was typed as the reason of a decision, and never who typed it; nil where figures decided.
  package var reason: String?
  /// The bonus that it is about, or that goes with it.
  package var amount: Money?
  /// What a given bonus is for: the rest of its activity's kind, such as `co-branding`; empty for a plain one.
  package var subject = ""
  /// The last day of an improvement plan.
  package var deadline: CivilDate?
  /// The day on which the tier is lost if nothing changes.
  package var dropsOn: CivilDate?
  /// What it takes to hold the tier after, with the figures known now.
  package var holding: [TierStatus.Distance] = []
  /// The month that these figures are of; nil for the status's own.
  package var seenIn: Month?
  /// Why it is not told any more, in a few words; nil where it is.
  package var hindrance: String?

  package init(
    _ kind: Kind, edition: String, on: CivilDate, month: Month? = nil, from: Tier? = nil, to: Tier? = nil
  ) {
    self.kind = kind
    self.edition = edition
    self.on = on
    self.month = month ?? Month(of: on)
    self.from = from
    self.to = to
  }
}

extension StandingEvent {
  /// The event's identity as an edition's name: letters, digits, points and hyphens.
  ///
  /// `tier.advanced.growth.2026-10`; a bonus is granted once ever, so that its name has no period.
  package var edition: String {
    kind == .bonusGranted || kind == .bonusReversed
      ? "\(kind.rawValue).\(to)" : "\(kind.rawValue).\(to).\(period)"
  }
}
