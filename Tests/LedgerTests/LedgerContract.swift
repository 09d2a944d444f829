import Ledger
import Mail
import PartnerProgram
import Testing

/// What every store of the ledger keeps to: a store is a line in `Stores.all`, and the contract runs on it.
struct Store: Sendable, CustomTestStringConvertible {
  typealias Ledger = DeliveryLedger & ProgramStore & SuppressionList
  let testDescription: String
  /// An empty ledger, and what must live as long as it does.
  let open: @Sendable () throws -> (any Ledger, any Sendable)
}

enum Stores {
  static let all = [
    Store(testDescription: "SQLite") {
      let folder = try TestFolder()
      return (try folder.open(), folder)
    }
  ]
}

@Suite struct LedgerContract {
  /// Runs a test on an open ledger whose concrete type is known.
  func on(_ store: Store, _ body: (any Store.Ledger) throws -> Void) throws {
    let (ledger, keeper) = try store.open()
    try withExtendedLifetime(keeper) { try body(ledger) }
  }

  @Test(arguments: Stores.all) func `an edition keeps the clock it was opened with`(store: Store) throws {
    try on(store) { ledger in
      let first = try ledger.openEdition(campaign: "m", edition: "1", asOf: Sample.noon, now: Sample.noon)
      let again = try ledger.openEdition(
        campaign: "m", edition: "1", asOf: Sample.noon.later(9), now: Sample.noon.later(9))
      #expect(again == first)
      let other = try ledger.openEdition(
        campaign: "m", edition: "2", asOf: Sample.noon, now: Sample.noon.later(1))
      #expect(try ledger.editions().map(\.id) == [other.id, first.id])
      #expect(try ledger.edition(campaign: "m", edition: "2") == other)
      #expect(try ledger.edition(campaign: "n", edition: "2") == nil)
    }
  }

  @Test(arguments: Stores.all)
  func `a partner is in an edition once, and a later plan decides while nothing is sent`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      #expect(
        try ledger.plan(Plan.everyone(3), in: edition, now: Sample.noon) == PlanResult(new: 0, known: 3))
      _ = try ledger.plan([Plan.skip(1, "has left"), Plan.send(2)], in: edition, now: Sample.noon)
      #expect(try ledger.summary(edition) == [.planned: 2, .skipped: 1])
      let sent = try ledger.claim(edition, 1)
      #expect(sent.map(\.partner) == ["P1002"])
      try ledger.record(sent.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
      _ = try ledger.plan([Plan.send(1), Plan.skip(2, "too late")], in: edition, now: Sample.noon)
      #expect(try ledger.summary(edition) == [.planned: 2, .accepted: 1])
    }
  }

  @Test(arguments: Stores.all) func `a plan with an unknown partner enters nothing`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      let failure = #expect(throws: LedgerError.self) {
        try ledger.plan([Plan.skip(1, "x"), Plan.send(7)], in: edition, now: Sample.noon)
      }
      #expect(failure?.kind == .notFound)
      #expect(try ledger.summary(edition) == [.planned: 1])
    }
  }

  @Test(arguments: Stores.all) func `what is claimed is claimed by nobody else`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(5)
      let first = try ledger.claim(edition, 2)
      let second = try ledger.claim(edition, 9)
      #expect((first + second).map(\.partner) == ["P1001", "P1002", "P1003", "P1004", "P1005"])
      #expect(first.map(\.attempt) == [1, 1])
      #expect(try ledger.claim(edition).isEmpty)
    }
  }

  @Test(arguments: Stores.all) func `claiming and starting need a run`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      ledger.endRun()
      let claiming = #expect(throws: LedgerError.self) { try ledger.claim(edition) }
      let starting = #expect(throws: LedgerError.self) { try ledger.started([Envelope.ID(rawValue: 1)]) }
      #expect(claiming?.kind == .noRun)
      #expect(starting?.kind == .noRun)
    }
  }

  @Test(arguments: Stores.all) func `only the named partners are claimed`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(5)
      var request = ClaimRequest(edition: edition, limit: 9)
      request.only = ["P1004", "P1002", "P9"]
      let claims = try ledger.claim(request, now: Sample.noon)
      #expect(claims.map(\.partner) == ["P1002", "P1004"])
      #expect(try ledger.summary(edition) == [.planned: 3, .claimed: 2])
    }
  }

  @Test(arguments: Stores.all) func `a released claim is planned again and no attempt`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      try ledger.release(try ledger.claim(edition).map(\.id), now: Sample.noon)
      #expect(try ledger.claim(edition).map(\.attempt) == [1, 1])
    }
  }

  @Test(arguments: Stores.all) func `a claim released after its start is in doubt`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      let claims = try ledger.claim(edition)
      try ledger.started([claims[0].id])
      try ledger.release(claims.map(\.id), now: Sample.noon)
      #expect(try ledger.summary(edition) == [.planned: 1, .inDoubt: 1])
    }
  }

  @Test(arguments: Stores.all) func `a claim can end unsent, with its reason`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(1)
      try ledger.skip(try ledger.claim(edition).map(\.id), reason: "no text in ja", now: Sample.noon)
      let rows = try ledger.deliveries(in: edition, state: .skipped, after: nil, limit: 9)
      #expect(rows.map(\.reason) == ["no text in ja"])
    }
  }

  @Test(arguments: Stores.all) func `what is cancelled or expired is not sent any more`(store: Store) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(3)
      let claims = try ledger.claim(edition, 1)
      #expect(try ledger.cancel(edition, now: Sample.noon) == 2)
      try ledger.record([Sample.deferred(claims[0].id)], upstream: "a", now: Sample.noon)
      var request = ClaimRequest(edition: edition, limit: 9)
      request.notEnteredBefore = Sample.noon.later(1)
      #expect(try ledger.claim(request, now: Sample.noon.later(99)).isEmpty)
      #expect(try ledger.summary(edition) == [.cancelled: 2, .expired: 1])
      let later = Sample.noon.later(99_999)
      #expect(try ledger.claim(edition, at: later).isEmpty)
    }
  }

  @Test(arguments: Stores.all)
  func `the stamp of the program changes with partners and activity, and with nothing that a run does`(
    store: Store
  ) throws {
    try on(store) { ledger in
      let edition = try ledger.planned(2)
      let stamp = try ledger.programStamp()
      let claims = try ledger.claim(edition, 2)
      try ledger.record(claims.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
      #expect(try ledger.programStamp() == stamp)
      _ = try ledger.importRows { session in try session.finish() }
      let imported = try ledger.programStamp()
      #expect(imported != stamp)
      _ = try ledger.erase(claims[0].partner, now: Sample.noon)
      #expect(try ledger.programStamp() != imported)
    }
  }
}
