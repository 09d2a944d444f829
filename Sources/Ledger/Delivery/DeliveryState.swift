import Mail

/// Where a delivery stands.
///
/// Every transition is decided here, by `after(_:)`.
///
/// ```
/// plan ──► planned ── claim ──► claimed ── start (journal) ──► started ── record ─┬──► accepted
///           │ ▲ ▲                │ ▲                              │               ├──► refused
///           │ │ │                │ └───────── claim, when due ────┼───────────────┼──► deferred ◄─┐
///           │ │ │                │                                │               │               │ retry
///           │ │ │                │            release, recover    └───────────────┴──► in doubt ──┘
///           │ │ │                │                                                       │
///           │ │ └────────────────┼───────────── settle: resend ──────────────────────────┘
///           │ │                  │              accepted: accepted; drop: cancelled; a late answer: as recorded
///           │ └ release, recover ┤
///           │                    ├──► record: as from started
///           │                    └──► skip: skipped; suppress: suppressed; postpone: deferred
///           │
///           └──► skipped (and back) by a later plan; suppressed, expired, cancelled, as from deferred
/// ```
///
/// Accepted, refused, suppressed, cancelled and expired are final. `started` is kept in the journal beside the database,
/// where a delivery that is started still counts as claimed. *Retry* is the choice of a campaign with `in_doubt: resend`, or of
/// an upstream that knows a repetition; without it what is in doubt stays until an operator settles it.
package enum DeliveryState: String, Sendable, Hashable, CaseIterable {
  /// To be sent.
  case planned
  /// Taken by a run: composed and on its way, nothing sent yet.
  case claimed
  /// The final dot is about to go out, or has gone.
  case started
  /// The upstream took it over.
  case accepted
  /// Not now; due again later.
  case deferred
  /// The upstream said never.
  case refused
  /// It may have arrived or not: held until an operator decides.
  case inDoubt = "in_doubt"
  /// The address is on the suppression list.
  case suppressed
  /// Not sent, for a reason that a later plan may lift.
  case skipped
  /// Not sent in time.
  case expired
  /// Called off.
  case cancelled

  /// The state after an event; nil where the event means nothing in this state, which then stands.
  package func after(_ event: DeliveryEvent) -> DeliveryState? {
    switch (self, event) {
    // Nothing has been sent: a later plan decides.
    case (.planned, .planned), (.skipped, .planned): .planned
    case (.planned, .skipped), (.skipped, .skipped): .skipped

    case (.planned, .claimed), (.deferred, .claimed): .claimed
    case (.planned, .suppressed), (.deferred, .suppressed): .suppressed
    case (.planned, .cancelled), (.deferred, .cancelled): .cancelled
    case (.planned, .expired), (.deferred, .expired): .expired

    case (.claimed, .started): .started
    case (.claimed, .released): .planned
    case (.claimed, .turnedDown): .skipped
    case (.claimed, .postponed): .deferred
    // The address left while its mail waited for its turn.
    case (.claimed, .suppressed): .suppressed
    case (.claimed, .runEnded): .planned
    case (.started, .runEnded), (.started, .released): .inDoubt

    // What the upstream said holds, also when it says it late.
    case (.claimed, .recorded(let outcome)), (.started, .recorded(let outcome)),
      (.inDoubt, .recorded(let outcome)):
      outcome.state

    case (.inDoubt, .retried): .deferred
    case (.inDoubt, .settled(.accepted)): .accepted
    case (.inDoubt, .settled(.resend)): .planned
    case (.inDoubt, .settled(.drop)): .cancelled

    default: nil
    }
  }

  /// Whether nothing more will happen by itself or by a plan.
  package var isFinal: Bool {
    switch self {
    case .accepted, .refused, .suppressed, .cancelled, .expired: true
    case .planned, .claimed, .started, .deferred, .inDoubt, .skipped: false
    }
  }

  /// The states in which an event means something.
  package static func open(to event: DeliveryEvent) -> [DeliveryState] {
    allCases.filter { $0.after(event) != nil }
  }
}

/// What can happen to a delivery.
package enum DeliveryEvent: Sendable, Equatable {
  /// A plan says to send it.
  case planned
  /// A plan says not to.
  case skipped
  /// A run takes it.
  case claimed
  /// Its address is suppressed: it is about to be claimed, or claimed and not begun.
  case suppressed
  /// The run gives it back unsent.
  case released
  /// Its recipient's domain takes nothing yet: it waits, without an attempt.
  case postponed
  /// The run finds that it is not to be sent.
  case turnedDown
  /// The final dot is about to go out.
  case started
  /// An outcome came back.
  case recorded(Outcome)
  /// The run ended without a word about it.
  case runEnded
  /// It is in doubt, and goes out again by the campaign's choice.
  case retried
  /// An operator decides.
  case settled(Settlement)
  case cancelled
  case expired

  /// The kind of an outcome.
  package enum Outcome: Sendable, CaseIterable {
    case accepted
    case deferred
    case refused
    case inDoubt

    /// The state the outcome leads to.
    package var state: DeliveryState {
      switch self {
      case .accepted: .accepted
      case .deferred: .deferred
      case .refused: .refused
      case .inDoubt: .inDoubt
      }
    }
  }
}

extension Delivery.Outcome {
  /// The state the outcome leads to.
  var state: DeliveryState {
    switch self {
    case .accepted: .accepted
    case .deferred: .deferred
    case .refused: .refused
    case .inDoubt: .inDoubt
    }
  }

  /// The outcome as an event of the state machine.
  var event: DeliveryEvent {
    switch self {
    case .accepted: .recorded(.accepted)
    case .deferred: .recorded(.deferred)
    case .refused: .recorded(.refused)
    case .inDoubt: .recorded(.inDoubt)
    }
  }

  /// What the upstream answered, whatever it was.
  var reply: Delivery.Reply {
    switch self {
    case .accepted(let reply), .deferred(let reply), .refused(let reply), .inDoubt(let reply): reply
    }
  }
}
