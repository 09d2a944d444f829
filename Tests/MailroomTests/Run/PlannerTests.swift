import Campaigns
import Foundation
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Signing
import Testing

@Suite struct PlannerTests {
  /// The repository's own workspace with its sample brought into a ledger of the test's own.
  private static func planner(in folder: URL) throws -> Planner {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
      .standardized.path
    let workspace = try Workspace(folder: repository)
    let ledger = try SQLiteLedger(path: folder.appending(path: "ledger.sqlite").path, bootID: "test") { _ in
      []
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
    return Planner(
      context: context, walk: RecipientWalk(store: ledger, evaluator: evaluator),
      asOf: try Timestamp("2026-11-01T09:00:00Z"))
  }

  @Test func `a plan made on all cores is the plan made one mail after the other`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-plan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let planner = try Self.planner(in: folder)
    let today = try CivilDate("2026-11-01")
    let edition = try #require(
      try planner.context.campaign.kind.editions(named: "2026-10", today: today).first)
    var mails = 0
    let alone = try planner.check(edition, only: nil) { _, _ in mails += 1 }
    for _ in 1...3 {
      let together = try await planner.check(edition)
      #expect(together.id == alone.id)
      #expect(together.mails == mails)
      #expect(together.languages == alone.languages && together.outside == alone.outside)
    }
    let some: Set<Partner.ID> = ["P-00001", "P-00286"]
    let part = try await planner.check(edition, only: some)
    #expect(part.partners == 2 && part.id != alone.id)
  }
}
