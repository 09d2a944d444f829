import Campaigns
import Foundation
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Sending
import Signing
import Synchronization
import Testing

/// The repository's own workspace with its sample brought into a ledger of the test's own, and a campaign of it.
final class SampleRun: Sendable {
  let folder: URL
  let ledger: SQLiteLedger
  let workspace: Workspace
  let planner: Planner
  let edition: Edition
  static let clock = Timestamp(seconds: 1_793_523_600)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
      .standardized.path
    workspace = try Workspace(folder: repository)
    ledger = try SQLiteLedger(path: folder.appending(path: "ledger.sqlite").path, bootID: "test") {
      [Array($0.description.utf8)]
    }
    let importer = Importer(store: ledger, currency: workspace.program.currency)
    _ = try importer.importPartners("\(repository)/Sample/partners.csv", name: "partners.csv")
    _ = try importer.importActivity("\(repository)/Sample/activity.csv", name: "activity.csv")
    let evaluator = try #require(TierEvaluator(program: workspace.program))
    let sender = try #require(workspace.senders["default"])
    let campaign = try #require(workspace.campaigns.first { $0.name == "monthly-status" })
    let key = SecretKey([UInt8](repeating: 7, count: 32))
    let maker = try EnvelopeMaker(
      campaign: campaign.name, sender: sender, program: workspace.program, key: key)
    let context = try CampaignContext(
      campaign, in: workspace, fields: Set(ledger.fieldNames()), evaluator: evaluator, maker: maker)
    planner = Planner(
      context: context, walk: RecipientWalk(store: ledger, evaluator: evaluator), asOf: Self.clock)
    edition = try #require(
      try campaign.kind.editions(named: "2026-10", today: CivilDate("2026-11-01")).first)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Sends the edition to no one and hands back what went out, by partner's address.
  func send(_ kept: KeptMails?) async throws -> (report: RunReport, mails: [EmailAddress: [UInt8]]) {
    let transport = Catcher()
    try ledger.beginRun()
    defer { ledger.endRun() }
    let run = MailRun(
      planner: planner, ledger: ledger, transport: transport, upstream: "test", options: MailRun.Options(),
      kept: kept, now: { Self.clock })
    let report = try await run.send(edition)
    return (report, transport.mails)
  }
}

/// Takes everything and keeps it.
final class Catcher: Transport {
  private let caught = Mutex<[EmailAddress: [UInt8]]>([:])
  var mails: [EmailAddress: [UInt8]] { caught.withLock { $0 } }
  var health: TransportHealth { .ready }

  func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void,
    answered: @escaping @Sendable (Delivery) -> Void, isWithdrawn: @escaping @Sendable (Envelope.ID) -> Bool
  ) async -> [Delivery] {
    try? starting(batch.map(\.id))
    caught.withLock { caught in for envelope in batch { caught[envelope.recipient] = envelope.bytes } }
    let reply = Delivery.Reply(code: 250, status: EnhancedStatus(2, 0, 0), text: "ok")
    return batch.map { Delivery(id: $0.id, outcome: .accepted(reply)) }
  }

  func close() async {}
}
