import Ledger
import Mail
import Testing

/// What is retried when, what expires, and what goes out again by a campaign's choice.
extension LedgerContract {
  @Test(arguments: Stores.all)
  func `a policy of waits and age decides when a delivery is due and when it is over`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      var rules = OutcomeRules()
      rules.retries = RetryPolicy(waits: [100, 1_000], maximumAge: 1_500)
      var request = ClaimRequest(edition: edition, limit: 9)
      request.maximumAge = 1_500
      var now = Sample.noon
      var waits: [Int64] = []
      while let claim = try ledger.claim(request, now: now).first {
        try ledger.record([Sample.deferred(claim.id)], upstream: "a", rules: rules, now: now)
        let due = try #require(try ledger.nextDue(edition))
        waits.append(due.seconds - now.seconds)
        now = due
      }
      #expect(waits.count == 3)
      #expect((80...120).contains(waits[0]) && (800...1_200).contains(waits[1]))
      #expect(waits.reduce(0, +) == 1_500, "the last chance is at the end of the age, not later")
      let expired = try ledger.deliveries(in: edition, state: .expired, after: nil, limit: 9)
      #expect(expired.map(\.reason) == ["not accepted within 25 min of the first attempt"])
      #expect(try ledger.attempts(try #require(expired.first).id).count == 3, "what was said stays")
    }
  }

  @Test(arguments: Stores.all) func `what was entered too early expires in place of being claimed`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      try ledger.bringIn(partners: 3)
      // The clock of the content is no age.
      _ = try ledger.plan([Plan.send(3)], in: edition, asOf: Sample.noon, now: Sample.noon.later(100))
      var request = ClaimRequest(edition: edition, limit: 9)
      request.notEnteredBefore = Sample.noon.later(100)
      #expect(try ledger.claim(request, now: Sample.noon.later(200)).map(\.partner) == ["P1003"])
      #expect(try ledger.summary(edition) == [.expired: 2, .claimed: 1])
    }
  }

  @Test(arguments: Stores.all) func `a skipped delivery that is planned again has waited from then on`(
    store: Store
  )
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      _ = try ledger.plan([Plan.skip(1, "x")], in: edition, now: Sample.noon)
      _ = try ledger.plan([Plan.send(1)], in: edition, now: Sample.noon.later(500))
      var request = ClaimRequest(edition: edition, limit: 9)
      request.notEnteredBefore = Sample.noon.later(500)
      #expect(try ledger.claim(request, now: Sample.noon.later(600)).count == 1)
    }
  }

  @Test(arguments: Stores.all) func `a retry takes what is deferred and due, and nothing planned`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      let first = try ledger.claim(edition, 1)
      try ledger.record(first.map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
      var request = ClaimRequest(edition: edition, limit: 9)
      request.deferredOnly = true
      #expect(try ledger.claim(request, now: Sample.noon).isEmpty)
      #expect(try ledger.claim(request, now: Sample.noon.later(99)).map(\.partner) == ["P1001"])
      #expect(try ledger.summary(edition) == [.claimed: 1, .planned: 2])
    }
  }

  @Test(arguments: Stores.all)
  func `what is in doubt is deferred where the rules say so, and its attempt says in doubt`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      let id = try ledger.claim(edition)[0].id
      var rules = OutcomeRules()
      rules.resendsInDoubt = true
      try ledger.record(
        [Delivery(id: id, outcome: .inDoubt(Sample.reply(0)))], upstream: "a", rules: rules, now: Sample.noon)
      #expect(try ledger.summary(edition) == [.deferred: 1])
      #expect(try ledger.attempts(id).map(\.state) == [.inDoubt])
      #expect(try ledger.claim(edition).isEmpty, "it waits like everything deferred")
      #expect(try ledger.claim(edition, at: Sample.noon.later(99)).map(\.attempt) == [2])
    }
  }

  @Test(arguments: Stores.all) func `what is in doubt of an upstream can be made due`(store: Store) throws {
    try on(store) { ledger in
      let (edition, id) = try ledger.oneInDoubt()
      let later = Sample.noon.later(60)
      #expect(try ledger.retryInDoubt(in: edition, of: "b", since: nil, now: later) == 0)
      #expect(try ledger.retryInDoubt(in: edition, of: "a", since: Sample.noon.later(1), now: later) == 0)
      #expect(try ledger.summary(edition) == [.inDoubt: 1])
      #expect(try ledger.retryInDoubt(in: edition, of: "a", since: Sample.noon, now: Sample.noon) == 1)
      #expect(try ledger.claim(edition).map(\.id) == [id])
      ledger.endRun()
      let failure = #expect(throws: LedgerError.self) {
        try ledger.retryInDoubt(in: edition, of: nil, since: nil, now: Sample.noon)
      }
      #expect(failure?.kind == .noRun)
    }
  }

  @Test(arguments: Stores.all) func `a postponed delivery waits until its moment and no attempt is counted`(
    store: Store
  )
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      let ids = try ledger.claim(edition).map(\.id)
      try ledger.postpone(ids, until: Sample.noon.later(30), now: Sample.noon)
      #expect(try ledger.summary(edition) == [.deferred: 1])
      #expect(try ledger.nextDue(edition) == Sample.noon.later(30))
      #expect(try ledger.claim(edition, at: Sample.noon.later(29)).isEmpty)
      #expect(try ledger.claim(edition, at: Sample.noon.later(30)).map(\.attempt) == [1])
    }
  }

  @Test(arguments: Stores.all) func `a delivery is found by its number`(store: Store) throws {
    try on(store) { ledger in
      let (edition, id) = try ledger.oneInDoubt()
      let found = try #require(try ledger.delivery(id))
      #expect(found.edition == edition && found.row.partner == "P1001" && found.row.state == .inDoubt)
      #expect(try ledger.delivery(Envelope.ID(rawValue: 99)) == nil)
    }
  }
}
