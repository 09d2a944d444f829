import Ledger
import Mail
import PartnerProgram
import Testing

extension LedgerContract {
  @Test(arguments: Stores.all) func `an opt-out during a run is honoured by the next claim`(store: Store)
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(4)
      #expect(try ledger.claim(edition, 1).count == 1)
      let isNew = try ledger.suppress(Sample.email("p2"), scope: .all, reason: "one-click", now: Sample.noon)
      #expect(isNew)
      #expect(try ledger.claim(edition, 2).map(\.partner) == ["P1003", "P1004"])
      let rows = try ledger.deliveries(in: edition, state: .suppressed, after: nil, limit: 9)
      #expect(rows.map(\.partner) == ["P1002"])
      #expect(rows.map(\.reason) == ["one-click"])
    }
  }

  @Test(arguments: Stores.all) func `a suppression reaches as far as its scope`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      _ = try ledger.suppress(Sample.email("p1"), scope: .topic("monthly"), reason: "topic", now: Sample.noon)
      _ = try ledger.suppress(
        Sample.email("p2"), scope: .stream("monthly"), reason: "stream", now: Sample.noon)
      var request = ClaimRequest(edition: edition, limit: 9)
      request.scopes = [.topic("monthly")]
      let claims = try ledger.claim(request, now: Sample.noon)
      #expect(claims.map(\.partner) == ["P1002", "P1003"])
      #expect(try !ledger.isSuppressed(Sample.email("p1"), in: []))
      #expect(try ledger.isSuppressed(Sample.email("p1"), in: [.stream("x"), .topic("monthly")]))
    }
  }

  @Test(arguments: Stores.all) func `a suppression survives every import and way of writing`(store: Store)
    throws
  {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      _ = try ledger.suppress(Sample.email("p1"), scope: .all, reason: "complaint", now: Sample.noon)
      var partner = Sample.partner(1)
      partner.email = EmailAddress(uncheckedLocalPart: "P1", domain: "mail.example")
      partner.fields = ["subscribed": "yes"]
      for _ in 1...3 {
        try ledger.importRows { session in
          _ = try session.put(partner, line: 2)
          _ = try session.finish()
        }
      }
      #expect(try ledger.isSuppressed(partner.email, in: []))
      #expect(try ledger.claim(edition).isEmpty)
    }
  }

  @Test(arguments: Stores.all) func `a suppression is entered once and needs a key`(store: Store) throws {
    try on(store) { ledger in
      let first = try ledger.suppress(keys: [[1], [2]], scope: .all, reason: "a", now: Sample.noon)
      let again = try ledger.suppress(keys: [[2]], scope: .all, reason: "b", now: Sample.noon)
      let wider = try ledger.suppress(keys: [[2]], scope: .topic("t"), reason: "b", now: Sample.noon)
      #expect([first, again, wider] == [true, false, true])
      #expect(throws: LedgerError.self) {
        try ledger.suppress(keys: [], scope: .all, reason: "a", now: Sample.noon)
      }
    }
  }

  @Test(arguments: Stores.all) func `a deferred delivery is suppressed too`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      try ledger.record(
        try ledger.claim(edition).map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
      _ = try ledger.suppress(Sample.email("p1"), scope: .all, reason: "bounce", now: Sample.noon)
      #expect(try ledger.claim(edition, at: Sample.noon.later(99)).isEmpty)
      #expect(try ledger.summary(edition) == [.suppressed: 1])
    }
  }
}
