import Dispatch
import Ledger
import Mail
import Synchronization
import Testing

struct ConcurrencyTests {
  @Test func `threads that claim and record at once share the work and lose none of it`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    let edition = try ledger.planned(300)
    let claimed = Mutex<[Claim]>([])
    let failures = Mutex<[String]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      do {
        while true {
          let claims = try ledger.claim(edition, 7)
          if claims.isEmpty { break }
          try ledger.started(claims.map(\.id))
          try ledger.record(claims.map { Sample.accepted($0.id) }, upstream: "a", now: Sample.noon)
          claimed.withLock { $0 += claims }
        }
      } catch {
        failures.withLock { $0.append("\(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    #expect(claimed.withLock { Set($0.map(\.id)).count } == 300)
    #expect(claimed.withLock { $0.count } == 300)
    #expect(try ledger.summary(edition) == [.accepted: 300])
  }

  @Test func `starts noted by many threads are all in the journal`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    let edition = try ledger.planned(200)
    let claims = try ledger.claim(edition, 200)
    DispatchQueue.concurrentPerform(iterations: 100) { place in
      try? ledger.started([claims[place].id])
    }
    let left = try folder.copyAsKilled()
    let reopened = try left.open()
    try reopened.beginRun()
    #expect(try reopened.recover(now: Sample.noon) == Recovery(released: 100, inDoubt: 100))
  }

  @Test func `a page is one snapshot while an import goes on`() throws {
    let folder = try TestFolder()
    let ledger = try folder.open()
    try ledger.bringIn(partners: 3)
    try ledger.importRows { session in
      for number in 1...9 { _ = try session.put(Sample.partner(number), line: number) }
      #expect(try ledger.partners(after: nil, limit: 99, withActivity: true).records.count == 3)
      _ = try session.finish()
    }
    #expect(try ledger.counts().partners == 9)
  }
}
