import Ledger
import Mail
import PartnerProgram
import Testing

/// What erasing a partner takes and leaves.
extension LedgerContract {
  @Test(arguments: Stores.all) func `an erased partner leaves counts and a suppression`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      _ = try ledger.bringIn([Sample.sale("a"), Sample.sale("b"), Sample.sale("c", of: 2)])
      let claims = try ledger.claim(edition, 1)
      try ledger.record(claims.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
      var expected = Erasure()
      expected.activities = 2
      expected.deliveries = 1
      #expect(try ledger.erase("P1001", now: Sample.noon) == expected)
      #expect(try ledger.partner("P1001") == nil)
      #expect(try ledger.partner("P1002")?.activities.count == 1)
      #expect(try ledger.summary(edition) == [.accepted: 1, .planned: 2])
      #expect(try ledger.attempts(claims[0].id).isEmpty)
      #expect(try ledger.deliveries(in: edition, state: .accepted, after: nil, limit: 9).isEmpty)
      #expect(try ledger.isSuppressed(Sample.email("P1"), in: []))
    }
  }

  @Test(arguments: Stores.all) func `an erased partner that is brought in again is not written to`(
    store: Store
  )
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      _ = try ledger.erase("P1002", now: Sample.noon)
      for _ in 1...2 {
        try ledger.bringIn(partners: 2)
        _ = try ledger.plan(Plan.everyone(2), in: edition, now: Sample.noon)
        #expect(try ledger.claim(edition).map(\.partner).contains("P1002") == false)
      }
      #expect(try ledger.summary(edition) == [.claimed: 1, .planned: 1, .suppressed: 1])
      _ = try ledger.erase("P1002", now: Sample.noon)
      #expect(try ledger.summary(edition) == [.claimed: 1, .planned: 1, .suppressed: 1])
    }
  }

  @Test(arguments: Stores.all) func `the number of an erased delivery is never another one's`(store: Store)
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      let before = try ledger.deliveries(in: edition, state: .planned, after: nil, limit: 9).map(\.id)
      _ = try ledger.erase("P1002", now: Sample.noon)
      try ledger.bringIn(partners: 4)
      _ = try ledger.plan(Plan.everyone(4), in: edition, now: Sample.noon)
      let after = try ledger.deliveries(in: edition, state: .planned, after: nil, limit: 9).map(\.id)
      #expect(after.count == 4 && Set(after).count == 4)
      #expect(Set(after).intersection(before) == [before[0]])
    }
  }

  @Test(arguments: Stores.all) func `a partner whose mail is on its way is not erased`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      _ = try ledger.claim(edition)
      let busy = #expect(throws: LedgerError.self) { try ledger.erase("P1001", now: Sample.noon) }
      #expect(busy?.kind == .busy)
      let unknown = #expect(throws: LedgerError.self) { try ledger.erase("P9", now: Sample.noon) }
      #expect(unknown?.kind == .notFound)
      #expect(try ledger.partner("P1001") != nil)
      #expect(try !ledger.isSuppressed(Sample.email("p1"), in: []), "all of it or nothing")
      ledger.endRun()
      let noRun = #expect(throws: LedgerError.self) { try ledger.erase("P1001", now: Sample.noon) }
      #expect(noRun?.kind == .noRun)
    }
  }

  @Test(arguments: Stores.all) func `who left after the claim is found among the claims, by scope`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(4)
      let ids = try ledger.claim(edition).map(\.id)
      let before = try ledger.suppressionCount()
      _ = try ledger.suppress(Sample.email("P2"), scope: .all, reason: "link", now: Sample.noon)
      _ = try ledger.suppress(Sample.email("p3"), scope: .topic("m"), reason: "topic", now: Sample.noon)
      _ = try ledger.suppress(Sample.email("p4"), scope: .stream("m"), reason: "stream", now: Sample.noon)
      let after = try ledger.suppressionCount()
      #expect(after > before)
      _ = try ledger.suppress(Sample.email("p4"), scope: .stream("m"), reason: "again", now: Sample.noon)
      #expect(try ledger.suppressionCount() == after, "what had been there is nothing new")
      #expect(try ledger.suppressed(among: ids, scopes: [.topic("m")]) == [ids[1]: "link", ids[2]: "topic"])
      try ledger.suppress(claimed: [ids[1]], reason: "link", now: Sample.noon)
      #expect(try ledger.summary(edition) == [.claimed: 3, .suppressed: 1])
    }
  }
}
