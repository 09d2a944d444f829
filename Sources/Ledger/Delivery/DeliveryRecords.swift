package import Mail
package import PartnerProgram

/// One issue of a campaign: the audience and the data are those of its clock.
package struct EditionRecord: Sendable, Equatable {
  package struct ID: RawRepresentable, Hashable, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
  }

  package let id: ID
  package let campaign: String
  package let edition: String
  /// The clock by which everything in the edition is worked out.
  package let asOf: Timestamp
  package let opened: Timestamp

  package init(id: ID, campaign: String, edition: String, asOf: Timestamp, opened: Timestamp) {
    self.id = id
    self.campaign = campaign
    self.edition = edition
    self.asOf = asOf
    self.opened = opened
  }
}

/// What a plan says about one partner.
package struct PlannedDelivery: Sendable, Equatable {
  package let partner: Partner.ID
  package let intent: Intent

  package init(partner: Partner.ID, intent: Intent) {
    self.partner = partner
    self.intent = intent
  }

  package enum Intent: Sendable, Equatable {
    case planned
    /// Not to be sent, and why.
    case skipped(reason: String)
  }
}

/// What entering a plan did.
package struct PlanResult: Sendable, Equatable {
  /// Deliveries that were not in the edition before.
  package var new: Int
  /// Deliveries that were; among them those that follow the new plan.
  package var known: Int

  package init(new: Int, known: Int) {
    self.new = new
    self.known = known
  }
}

/// A delivery that is this run's to send.
package struct Claim: Sendable, Equatable {
  package let id: Envelope.ID
  package let partner: Partner.ID
  /// The number of the attempt it is claimed for, from 1.
  package let attempt: Int
  /// The clock it was planned by: its mail is composed as of this moment at every attempt.
  package let planned: Timestamp

  package init(id: Envelope.ID, partner: Partner.ID, attempt: Int, planned: Timestamp) {
    self.id = id
    self.partner = partner
    self.attempt = attempt
    self.planned = planned
  }
}

/// What was found left over from a run that did not end by itself.
package struct Recovery: Sendable, Equatable {
  /// Claimed and never started, or turned away after the final dot: planned again.
  package var released: Int
  /// Started without an outcome, or of another boot of the machine: held.
  package var inDoubt: Int
  /// Accepted by the upstream, as the journal knows.
  package var accepted: Int

  package init(released: Int, inDoubt: Int, accepted: Int = 0) {
    self.released = released
    self.inDoubt = inDoubt
    self.accepted = accepted
  }
}

/// How an operator decides what is in doubt.
package enum Settlement: String, Sendable, CaseIterable {
  /// It arrived.
  case accepted
  /// Send it again, with the same Message-ID.
  case resend
  /// Leave it.
  case drop
}

/// What erasing a partner removed.
package struct Erasure: Sendable, Equatable {
  package var activities = 0
  package var deliveries = 0

  package init() {}
}

/// A delivery as it is listed.
package struct DeliveryRow: Sendable, Equatable {
  package let id: Envelope.ID
  package let partner: Partner.ID
  package let state: DeliveryState
  /// Attempts with an outcome.
  package let attempts: Int
  /// The reason of the state, or the last reply's text.
  package let reason: String?
  package let planned: Timestamp
  package let updated: Timestamp
  /// When a deferred delivery is due.
  package let due: Timestamp?

  package init(
    id: Envelope.ID, partner: Partner.ID, state: DeliveryState, attempts: Int, reason: String?,
    planned: Timestamp, updated: Timestamp, due: Timestamp?
  ) {
    self.id = id
    self.partner = partner
    self.state = state
    self.attempts = attempts
    self.reason = reason
    self.planned = planned
    self.updated = updated
    self.due = due
  }
}

/// One attempt at a delivery and what came of it.
package struct Attempt: Sendable, Equatable {
  /// From 1.
  package let number: Int
  /// Accepted, deferred, refused or in doubt.
  package let state: DeliveryState
  package let reply: Delivery.Reply
  /// The upstream's name in the settings; empty where the attempt was settled by hand or by recovery.
  package let upstream: String
  package let at: Timestamp

  package init(number: Int, state: DeliveryState, reply: Delivery.Reply, upstream: String, at: Timestamp) {
    self.number = number
    self.state = state
    self.reply = reply
    self.upstream = upstream
    self.at = at
  }
}

/// How far a suppression reaches.
package enum SuppressionScope: Hashable, Sendable, CustomStringConvertible {
  /// No mail at all.
  case all
  /// No mail of a stream, such as `marketing`.
  case stream(String)
  /// No mail of a topic, such as a campaign.
  case topic(String)

  /// `all`, `stream:NAME` or `topic:NAME`, as the ledger keeps it.
  package var description: String {
    switch self {
    case .all: "all"
    case .stream(let name): "stream:\(name)"
    case .topic(let name): "topic:\(name)"
    }
  }
}
