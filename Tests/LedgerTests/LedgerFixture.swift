import Foundation
import Ledger
import Mail
import PartnerProgram
import Synchronization

/// A folder of its own for one test, removed with the last reference.
final class TestFolder: Sendable {
  private static let last = Mutex(0)
  let path: String

  init() throws {
    let number = Self.last.withLock { last in
      last += 1
      return last
    }
    path = NSTemporaryDirectory() + "tierpost-ledger-\(getpid())-\(number)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var ledger: String { path + "/ledger.db" }

  /// Opens the folder's ledger as a process of that boot would.
  func open(boot: String = "boot-1") throws -> SQLiteLedger {
    try SQLiteLedger(path: ledger, bootID: boot, addressKeys: Sample.keys)
  }

  /// The ledger as a killed process leaves it: every file but the shared memory, copied while it is open.
  func copyAsKilled() throws -> TestFolder {
    let copy = try TestFolder()
    for suffix in ["", "-wal", "-started", "-lock"]
    where FileManager.default.fileExists(atPath: ledger + suffix) {
      try FileManager.default.copyItem(atPath: ledger + suffix, toPath: copy.ledger + suffix)
    }
    return copy
  }
}

/// Rows and answers for tests.
enum Sample {
  static let noon = Timestamp(seconds: 1_793_534_400)
  static let dollar = Currency(code: "USD", exponent: 2)

  /// Two keys, as for an address as written and in lower case.
  static let keys: @Sendable (EmailAddress) -> [[UInt8]] = { address in
    [Array("1\(address)".utf8), Array("2\(address)".lowercased().utf8)]
  }

  static func partner(_ number: Int) -> Partner {
    Partner(
      id: "P\(1_000 + number)", name: "Name \(number)", email: email("p\(number)"), type: "creator",
      joined: CivilDate(year: 2025, month: 3, day: 1))
  }

  static func email(_ localPart: String) -> EmailAddress {
    EmailAddress(uncheckedLocalPart: localPart, domain: "mail.example")
  }

  static func money(_ cents: Int64) -> Money { Money(minorUnits: cents, currency: dollar) }

  static func sale(_ id: String, of partner: Int = 1, cents: Int64 = 4_900, at second: Int64 = 0) -> Activity
  {
    Activity(
      id: id, partner: "P\(1_000 + partner)", kind: .sale, status: .approved, amount: money(cents),
      occurred: Timestamp(seconds: noon.seconds + second))
  }

  static func refund(_ id: String, of sale: String?, cents: Int64 = 4_900, partner: Int = 1) -> Activity {
    Activity(
      id: id, partner: "P\(1_000 + partner)", kind: .refund, status: .approved, amount: money(cents),
      occurred: Timestamp(seconds: noon.seconds + 60), reference: sale)
  }

  static func reply(_ code: Int) -> Delivery.Reply {
    Delivery.Reply(code: code, status: EnhancedStatus(UInt8(code / 100), 0, 0), text: "\(code) said")
  }

  static func accepted(_ id: Envelope.ID) -> Delivery { Delivery(id: id, outcome: .accepted(reply(250))) }
  static func deferred(_ id: Envelope.ID) -> Delivery { Delivery(id: id, outcome: .deferred(reply(451))) }
}

extension Timestamp {
  func later(_ seconds: Int64) -> Timestamp { Timestamp(seconds: self.seconds + seconds) }
}

extension ProgramStore {
  /// Imports partners numbered from 1.
  func bringIn(partners count: Int) throws {
    try importRows { session in
      for number in 1...count { _ = try session.put(Sample.partner(number), line: number + 1) }
      _ = try session.finish()
    }
  }

  /// Imports activities as one file whose first row is line 2.
  func bringIn(_ activities: [Activity]) throws -> (results: [RowResult], late: [LateRefusal]) {
    try importRows { session in
      var results: [RowResult] = []
      for (place, activity) in activities.enumerated() {
        results.append(try session.put(activity, line: place + 2))
      }
      return (results, try session.finish())
    }
  }
}

extension DeliveryLedger where Self: ProgramStore {
  /// An edition with partners 1 to `count` planned, within a run.
  func planned(_ count: Int) throws -> EditionRecord.ID {
    try bringIn(partners: count)
    let edition = try openEdition(
      campaign: "monthly", edition: "2026-10", asOf: Sample.noon, now: Sample.noon)
    _ = try plan(Plan.everyone(count), in: edition.id, now: Sample.noon)
    try beginRun()
    return edition.id
  }

  func claim(_ edition: EditionRecord.ID, _ limit: Int = 100, at now: Timestamp = Sample.noon) throws
    -> [Claim]
  {
    try claim(ClaimRequest(edition: edition, limit: limit), now: now)
  }

  /// A plan whose content is of the moment it is made.
  func plan(_ deliveries: [PlannedDelivery], in edition: EditionRecord.ID, now: Timestamp) throws
    -> PlanResult
  {
    try plan(deliveries, in: edition, asOf: now, now: now)
  }

  /// An edition with one delivery in doubt, of the upstream `a`.
  func oneInDoubt() throws -> (edition: EditionRecord.ID, id: Envelope.ID) {
    let edition = try planned(1)
    let id = try claim(edition)[0].id
    try record([Delivery(id: id, outcome: .inDoubt(Sample.reply(0)))], upstream: "a", now: Sample.noon)
    return (edition, id)
  }
}

enum Plan {
  static func everyone(_ count: Int) -> [PlannedDelivery] { (1...count).map { send($0) } }

  static func send(_ partner: Int) -> PlannedDelivery {
    PlannedDelivery(partner: "P\(1_000 + partner)", intent: .planned)
  }

  static func skip(_ partner: Int, _ reason: String) -> PlannedDelivery {
    PlannedDelivery(partner: "P\(1_000 + partner)", intent: .skipped(reason: reason))
  }
}
