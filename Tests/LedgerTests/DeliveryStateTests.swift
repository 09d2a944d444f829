import Ledger
import Testing

struct DeliveryStateTests {
  /// Every pair that means something, written out once more by hand; whatever is not here must not move.
  static let moves: [DeliveryState: [(DeliveryEvent, DeliveryState)]] = [
    .planned: [
      (.planned, .planned), (.skipped, .skipped), (.claimed, .claimed), (.suppressed, .suppressed),
      (.cancelled, .cancelled), (.expired, .expired),
    ],
    .claimed: [
      (.started, .started), (.released, .planned), (.turnedDown, .skipped), (.runEnded, .planned),
      (.suppressed, .suppressed), (.postponed, .deferred),
      (.recorded(.accepted), .accepted), (.recorded(.deferred), .deferred), (.recorded(.refused), .refused),
      (.recorded(.inDoubt), .inDoubt),
    ],
    .started: [
      (.released, .inDoubt), (.runEnded, .inDoubt),
      (.recorded(.accepted), .accepted), (.recorded(.deferred), .deferred), (.recorded(.refused), .refused),
      (.recorded(.inDoubt), .inDoubt),
    ],
    .deferred: [
      (.claimed, .claimed), (.suppressed, .suppressed), (.cancelled, .cancelled), (.expired, .expired),
    ],
    .inDoubt: [
      (.settled(.accepted), .accepted), (.settled(.resend), .planned), (.settled(.drop), .cancelled),
      (.retried, .deferred),
      (.recorded(.accepted), .accepted), (.recorded(.deferred), .deferred), (.recorded(.refused), .refused),
      (.recorded(.inDoubt), .inDoubt),
    ],
    .skipped: [(.planned, .planned), (.skipped, .skipped)],
  ]

  static let events: [DeliveryEvent] =
    [
      .planned, .skipped, .claimed, .suppressed, .released, .turnedDown, .started, .runEnded, .cancelled,
      .expired, .retried, .postponed,
    ]
    + DeliveryEvent.Outcome.allCases.map { .recorded($0) } + Settlement.allCases.map { .settled($0) }

  @Test(arguments: DeliveryState.allCases) func `a state moves as listed and no other way`(
    state: DeliveryState
  ) {
    for event in Self.events {
      let expected = Self.moves[state]?.first { $0.0 == event }?.1
      #expect(state.after(event) == expected, "\(state) after \(event)")
    }
  }

  @Test func `nothing leaves a final state, and every other state can be left`() {
    for state in DeliveryState.allCases {
      let goals = Set(Self.events.compactMap { state.after($0) }).subtracting([state])
      #expect(goals.isEmpty == state.isFinal, "\(state)")
    }
  }

  @Test func `what may have been sent is planned again only by an operator`() {
    let sent: [DeliveryState] = [.started, .inDoubt, .accepted]
    for state in sent {
      for event in Self.events where event != .settled(.resend) {
        #expect(state.after(event) != .planned && state.after(event) != .claimed, "\(state) after \(event)")
      }
    }
  }
}
