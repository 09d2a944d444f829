import Foundation
import Testing

@testable import Ledger

struct StartJournalTests {
  let folder: TestFolder
  let path: String

  init() throws {
    folder = try TestFolder()
    path = folder.path + "/journal"
  }

  @Test func `an entry counts for claims made before it`() throws {
    let journal = try StartJournal(path: path)
    let first = try journal.end()
    try journal.append(starts([7, 8]))
    let second = try journal.end()
    #expect(try Set(journal.lastWords(among: [7: first, 8: second, 9: first]).keys) == [7])
    try journal.append(starts([8]))
    #expect(try Set(journal.lastWords(among: [7: second, 8: second]).keys) == [8])
  }

  private func starts(_ ids: some Sequence<Int64>) -> [StartJournal.Entry] {
    ids.map { StartJournal.Entry(id: $0, word: .started) }
  }

  @Test func `the last word on a delivery holds`() throws {
    let journal = try StartJournal(path: path)
    let start = try journal.end()
    try journal.append(starts([1, 2, 3, 4]))
    try journal.append([
      StartJournal.Entry(id: 1, word: .accepted), StartJournal.Entry(id: 2, word: .turnedAway),
    ])
    try journal.append([StartJournal.Entry(id: 3, word: .turnedAway)] + starts([3]))
    #expect(
      try StartJournal(path: path).lastWords(among: [1: start, 2: start, 3: start, 4: start, 5: start])
        == [1: .accepted, 2: .turnedAway, 3: .started, 4: .started])
  }

  @Test func `a journal is read across any number of chunks, by whoever opens it next`() throws {
    let count: Int64 = 20_000
    let start = try StartJournal(path: path).end()
    let writer = try StartJournal(path: path)
    for first in stride(from: Int64(1), to: count, by: 100) {
      try writer.append(starts(first..<(first + 100)))
    }
    let claims = Dictionary(
      uniqueKeysWithValues: stride(from: Int64(1), through: 2 * count, by: 999).map { ($0, start) })
    let started = Set(try StartJournal(path: path).lastWords(among: claims).keys)
    #expect(started == Set(claims.keys.filter { $0 <= count }))
  }

  @Test func `a damaged entry does not count, and those around it do`() throws {
    let journal = try StartJournal(path: path)
    let start = try journal.end()
    try journal.append(starts([1, 2, 3]))
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[start + 16] ^= 1
    try bytes.write(to: URL(filePath: path))
    #expect(
      try Set(StartJournal(path: path).lastWords(among: [1: start, 2: start, 3: start]).keys) == [1, 3])
  }

  @Test func `an emptied journal begins anew`() throws {
    let journal = try StartJournal(path: path)
    let start = try journal.end()
    try journal.append(starts([1]))
    try journal.clear()
    #expect(try journal.end() == start)
    try journal.append(starts([2]))
    #expect(try Set(journal.lastWords(among: [1: start, 2: start]).keys) == [2])
  }

  @Test(arguments: 1...6) func `waits are spread by a fifth at most, and the same for the same delivery`(
    attempt: Int
  ) {
    let waits = (1...1_000).map { RetryPolicy.standard.seconds(afterAttempt: attempt, of: $0) }
    let middle: Int64 = [60, 300, 900, 3_600, 14_400, 14_400][attempt - 1]
    #expect(waits.allSatisfy { (middle * 4 / 5...middle * 6 / 5).contains($0) })
    #expect(Set(waits).count > 20)
    #expect(waits == (1...1_000).map { RetryPolicy.standard.seconds(afterAttempt: attempt, of: $0) })
  }
}
