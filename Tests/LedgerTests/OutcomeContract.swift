import Ledger
import Mail
import Testing

extension LedgerContract {
  @Test(arguments: Stores.all) func `every outcome is kept with its attempt`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(4)
      let ids = try ledger.claim(edition).map(\.id)
      let outcomes: [Delivery.Outcome] = [
        .accepted(Sample.reply(250)), .deferred(Sample.reply(451)), .refused(Sample.reply(550)),
        .inDoubt(Sample.reply(0)),
      ]
      try ledger.record(
        zip(ids, outcomes).map { Delivery(id: $0, outcome: $1) }, upstream: "relay", now: Sample.noon)
      #expect(try ledger.summary(edition) == [.accepted: 1, .deferred: 1, .refused: 1, .inDoubt: 1])
      let attempt = try #require(try ledger.attempts(ids[2]).first)
      let said = Attempt(
        number: 1, state: .refused, reply: Sample.reply(550), upstream: "relay", at: Sample.noon)
      #expect(attempt == said)
      let rows = try ledger.deliveries(in: edition, state: .refused, after: nil, limit: 9)
      #expect(rows.map(\.reason) == ["550 said"])
    }
  }

  @Test(arguments: Stores.all) func `a deferred delivery waits longer each time`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      var now = Sample.noon
      for (number, minutes) in [1, 5, 15, 60, 240, 240].enumerated() {
        let claim = try #require(try ledger.claim(edition, at: now).first)
        #expect(claim.attempt == number + 1)
        try ledger.record([Sample.deferred(claim.id)], upstream: "a", now: now)
        let due = try #require(try ledger.nextDue(edition))
        let wait = Int(due.seconds - now.seconds)
        #expect((minutes * 48...minutes * 72).contains(wait))
        #expect(try ledger.claim(edition, at: due.later(-1)).isEmpty)
        now = due
      }
      let claim = try #require(try ledger.claim(edition, at: now).first)
      try ledger.record([Sample.accepted(claim.id)], upstream: "a", now: now)
      #expect(try ledger.attempts(claim.id).count == 7)
      #expect(try ledger.nextDue(edition) == nil)
    }
  }

  @Test(arguments: Stores.all) func `a deferred delivery can be asked for before its time`(store: Store)
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      try ledger.record(
        try ledger.claim(edition).map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
      #expect(try ledger.claim(edition).isEmpty)
      #expect(try ledger.hasten(in: edition, only: ["P9"], now: Sample.noon) == 0)
      #expect(try ledger.hasten(in: edition, only: ["P1001"], now: Sample.noon) == 1)
      #expect(try ledger.hasten(in: edition, only: nil, now: Sample.noon) == 0, "it is due already")
      let claims = try ledger.claim(edition)
      #expect(claims.map(\.attempt) == [2])
      try ledger.record(claims.map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
      #expect(try ledger.claim(edition).isEmpty, "what was asked for once is not claimed over and over")
    }
  }

  @Test(arguments: Stores.all) func `an unknown id costs the others nothing`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      let id = try #require(try ledger.claim(edition).first).id
      let failure = #expect(throws: LedgerError.self) {
        try ledger.record(
          [Sample.accepted(Envelope.ID(rawValue: 99)), Sample.accepted(id)], upstream: "a", now: Sample.noon)
      }
      #expect(failure?.kind == .notFound)
      #expect(try ledger.summary(edition) == [.accepted: 1])
    }
  }

  @Test(arguments: Stores.all) func `a second word about an accepted delivery is kept and changes nothing`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      let id = try #require(try ledger.claim(edition).first).id
      try ledger.record([Sample.accepted(id)], upstream: "a", now: Sample.noon)
      try ledger.record([Sample.deferred(id)], upstream: "a", now: Sample.noon)
      #expect(try ledger.summary(edition) == [.accepted: 1])
      #expect(try ledger.attempts(id).map(\.state) == [.accepted, .deferred])
      #expect(try ledger.claim(edition, at: Sample.noon.later(99_999)).isEmpty)
    }
  }

  @Test(arguments: Stores.all) func `what is in doubt is held until it is settled`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      let ids = try ledger.claim(edition).map(\.id)
      try ledger.record(
        ids.map { Delivery(id: $0, outcome: .inDoubt(Sample.reply(0))) }, upstream: "a", now: Sample.noon)
      #expect(try ledger.claim(edition, at: Sample.noon.later(99_999)).isEmpty)
      #expect(try ledger.settle([ids[0]], as: .accepted, now: Sample.noon) == 1)
      #expect(try ledger.settle([ids[1]], as: .resend, now: Sample.noon) == 1)
      #expect(try ledger.settle([ids[2]], as: .drop, now: Sample.noon) == 1)
      #expect(try ledger.settle(ids, as: .resend, now: Sample.noon) == 0)
      #expect(try ledger.summary(edition) == [.accepted: 1, .planned: 1, .cancelled: 1])
      #expect(try ledger.claim(edition).map(\.attempt) == [2])
    }
  }

  @Test(arguments: Stores.all) func `deliveries are listed page by page`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(5)
      for state in [DeliveryState.planned, .deferred] {
        var seen: [String] = []
        var cursor: Envelope.ID?
        repeat {
          let rows = try ledger.deliveries(in: edition, state: state, after: cursor, limit: 2)
          seen += rows.map(\.partner)
          cursor = rows.last?.id
        } while cursor != nil
        #expect(seen == ["P1001", "P1002", "P1003", "P1004", "P1005"])
        try ledger.record(
          try ledger.claim(edition).map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
      }
      let missing = #expect(throws: LedgerError.self) { try ledger.summary(EditionRecord.ID(rawValue: 9)) }
      #expect(missing?.kind == .notFound)
    }
  }
}
