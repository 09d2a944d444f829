import Foundation
import Ledger
import Mail
import Testing

struct RecoveryTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Ten planned, six claimed, two of them recorded, two more started; then copied as a killed process leaves it.
  private func killed() throws -> (left: TestFolder, edition: EditionRecord.ID, claims: [Claim]) {
    let ledger = try folder.open()
    let edition = try ledger.planned(10)
    let claims = try ledger.claim(edition, 6)
    try ledger.started(claims[0...3].map(\.id))
    try ledger.record(
      [Sample.accepted(claims[0].id), Sample.deferred(claims[1].id)], upstream: "a", now: Sample.noon)
    return (try folder.copyAsKilled(), edition, claims)
  }

  @Test func `after a kill what was started is in doubt and the rest is planned again`() throws {
    let (left, edition, claims) = try killed()
    let ledger = try left.open()
    try ledger.beginRun()
    #expect(try ledger.recover(now: Sample.noon) == Recovery(released: 2, inDoubt: 2))
    #expect(try ledger.summary(edition) == [.accepted: 1, .deferred: 1, .inDoubt: 2, .planned: 6])
    let held = try ledger.deliveries(in: edition, state: .inDoubt, after: nil, limit: 9)
    #expect(held.map(\.id) == claims[2...3].map(\.id))
    #expect(try ledger.recover(now: Sample.noon) == Recovery(released: 0, inDoubt: 0))
  }

  @Test func `after another boot everything claimed is in doubt`() throws {
    let (left, edition, _) = try killed()
    let ledger = try left.open(boot: "boot-2")
    try ledger.beginRun()
    #expect(try ledger.recover(now: Sample.noon) == Recovery(released: 0, inDoubt: 4))
    #expect(try ledger.summary(edition) == [.accepted: 1, .deferred: 1, .inDoubt: 4, .planned: 4])
  }

  @Test func `without its journal everything claimed is in doubt`() throws {
    let ledger = try folder.open()
    let edition = try ledger.planned(3)
    let first = try ledger.claim(edition, 1)
    try ledger.started(first.map(\.id))
    try ledger.record(first.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
    _ = try ledger.claim(edition)
    let left = try folder.copyAsKilled()
    try FileManager.default.removeItem(atPath: left.ledger + "-started")
    let reopened = try left.open()
    try reopened.beginRun()
    #expect(try reopened.recover(now: Sample.noon) == Recovery(released: 0, inDoubt: 2))
  }

  @Test func `a start of an earlier attempt says nothing about a later one`() throws {
    let ledger = try folder.open()
    let edition = try ledger.planned(1)
    let first = try ledger.claim(edition)
    try ledger.started(first.map(\.id))
    try ledger.record(first.map { Sample.deferred($0.id) }, upstream: "a", now: Sample.noon)
    #expect(try ledger.claim(edition, at: Sample.noon.later(99)).map(\.attempt) == [2])
    let left = try folder.copyAsKilled()
    let reopened = try left.open()
    try reopened.beginRun()
    #expect(try reopened.recover(now: Sample.noon) == Recovery(released: 1, inDoubt: 0))
  }

  @Test func `an answer that was not recorded yet is known from the journal`() throws {
    let ledger = try folder.open()
    let edition = try ledger.planned(6)
    let claims = try ledger.claim(edition)
    try ledger.started(claims[0...2].map(\.id))
    ledger.answered(Sample.accepted(claims[0].id))
    ledger.answered(Sample.deferred(claims[1].id))
    // Written with the next start; never started itself, the fifth's word means nothing.
    ledger.answered(Sample.accepted(claims[4].id))
    try ledger.started([claims[3].id])
    ledger.answered(Sample.accepted(claims[3].id))
    let left = try folder.copyAsKilled()
    let reopened = try left.open()
    try reopened.beginRun()
    #expect(try reopened.recover(now: Sample.noon) == Recovery(released: 3, inDoubt: 2, accepted: 1))
    #expect(try reopened.summary(edition) == [.accepted: 1, .inDoubt: 2, .planned: 3])
    #expect(try reopened.attempts(claims[0].id).map(\.state) == [.accepted])
  }

  @Test func `an attempt that nobody saw end is dated by its claim and names its upstream`() throws {
    let ledger = try folder.open()
    let edition = try ledger.planned(1)
    var request = ClaimRequest(edition: edition, limit: 1)
    request.upstream = "relay"
    let claims = try ledger.claim(request, now: Sample.noon.later(5))
    try ledger.started(claims.map(\.id))
    let left = try folder.copyAsKilled()
    let reopened = try left.open()
    try reopened.beginRun()
    #expect(try reopened.recover(now: Sample.noon.later(86_400)) == Recovery(released: 0, inDoubt: 1))
    let attempt = try #require(try reopened.attempts(claims[0].id).first)
    #expect(attempt.at == Sample.noon.later(5) && attempt.upstream == "relay" && attempt.state == .inDoubt)
  }

  @Test func `an entry cut short by the kill does not count`() throws {
    let (left, _, _) = try killed()
    let journal = try #require(FileHandle(forWritingAtPath: left.ledger + "-started"))
    let size = try journal.seekToEnd()
    try journal.truncate(atOffset: size - 3)
    try journal.close()
    let ledger = try left.open()
    try ledger.beginRun()
    #expect(try ledger.recover(now: Sample.noon) == Recovery(released: 3, inDoubt: 1))
  }

  @Test func `a run's own claims are not recovered from under it`() throws {
    let ledger = try folder.open()
    let edition = try ledger.planned(2)
    let claims = try ledger.claim(edition)
    try ledger.started([claims[0].id])
    #expect(try ledger.recover(now: Sample.noon) == Recovery(released: 0, inDoubt: 0))
    #expect(try ledger.summary(edition) == [.claimed: 2])
  }

  @Test func `a killed process loses nothing, sends nothing twice, and leaves only what was on the wire`()
    async throws
  {
    let wire = folder.path + "/wire"
    try #require(FileManager.default.createFile(atPath: wire, contents: nil))
    let first = try folder.open()
    let edition = try first.planned(40)
    first.endRun()
    let kills = 12
    for steps in 1...kills {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = folder.path as String, steps = steps as Int] in
        try KilledSender.run(folder: path, steps: steps * 2 + 3)
      }
    }
    let ledger = try folder.open()
    try ledger.beginRun()
    _ = try ledger.recover(now: Sample.noon)
    let counts = try ledger.summary(edition)
    let sent = try String(contentsOfFile: wire, encoding: .utf8).split(separator: "\n").compactMap {
      Int64($0)
    }
    #expect(Set(sent).count == sent.count, "mailed twice")
    let inDoubt = try ledger.deliveries(in: edition, state: .inDoubt, after: nil, limit: 99).map(
      \.id.rawValue)
    let accepted = try ledger.deliveries(in: edition, state: .accepted, after: nil, limit: 99).map(
      \.id.rawValue)
    #expect(Set(sent).isSubset(of: inDoubt + accepted), "sent and not known")
    #expect(Set(accepted).isSubset(of: sent), "known as sent and not sent")
    #expect(inDoubt.count <= kills * 2)
    #expect(counts.values.reduce(0, +) == 40)
    #expect(counts[.claimed] == nil)
  }
}

/// A sender with two connections that kills itself after so many steps.
enum KilledSender {
  static func run(folder: String, steps: Int) throws {
    let ledger = try SQLiteLedger(path: folder + "/ledger.db", bootID: "boot-1", addressKeys: Sample.keys)
    let wire = try #require(FileHandle(forWritingAtPath: folder + "/wire"))
    try wire.seekToEnd()
    var left = steps
    func step() {
      left -= 1
      if left == 0 { kill(getpid(), SIGKILL) }
    }
    try ledger.beginRun()
    _ = try ledger.recover(now: Sample.noon)
    let edition = try #require(try ledger.edition(campaign: "monthly", edition: "2026-10")).id
    while true {
      let claims = try ledger.claim(edition, 6)
      step()
      for pair in stride(from: 0, to: claims.count, by: 2).map({ claims[$0..<min($0 + 2, claims.count)] }) {
        try ledger.started(pair.map(\.id))
        step()
        for claim in pair {
          try wire.write(contentsOf: Data("\(claim.id.rawValue)\n".utf8))
          step()
        }
        try ledger.record(pair.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
        step()
      }
    }
  }
}
