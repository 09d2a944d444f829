import Foundation
import Ledger
import Mail
import Mailroom
import PartnerProgram
import Testing

@Suite struct KeptMailsTests {
  /// What goes out without anything kept.
  private func composedAgain() async throws -> [EmailAddress: [UInt8]] {
    try await SampleRun().send(nil).mails
  }

  @Test func `what was composed for the check goes out byte for byte`() async throws {
    let sample = try SampleRun()
    let kept = try #require(KeptMails(in: sample.folder.path))
    let plan = try await sample.planner.check(sample.edition, keeping: kept)
    #expect(kept.count == plan.mails && plan.mails > 100)
    let sent = try await sample.send(kept)
    #expect(sent.report.accepted == plan.mails)
    #expect(sent.report.planned == plan.mails)
    let again = try await composedAgain()
    #expect(sent.mails == again)
  }

  @Test func `keeping leaves the plan as it is, and no file behind`() async throws {
    let sample = try SampleRun()
    let before = try FileManager.default.contentsOfDirectory(atPath: sample.folder.path).sorted()
    let kept = try #require(KeptMails(in: sample.folder.path))
    let plan = try await sample.planner.check(sample.edition, keeping: kept)
    let alone = try await sample.planner.check(sample.edition)
    #expect(plan.id == alone.id && plan.outside == alone.outside)
    #expect(try FileManager.default.contentsOfDirectory(atPath: sample.folder.path).sorted() == before)
  }

  @Test func `what found no room is composed again`() async throws {
    let sample = try SampleRun()
    let kept = try #require(KeptMails(in: sample.folder.path, room: 1 << 20))
    let plan = try await sample.planner.check(sample.edition, keeping: kept)
    #expect(kept.count > 0 && kept.count < plan.mails)
    let sent = try await sample.send(kept)
    #expect(sent.report.accepted == plan.mails)
    let again = try await composedAgain()
    #expect(sent.mails == again)
  }

  @Test func `a partner who changes after the check gets what is true when it goes out`() async throws {
    let sample = try SampleRun()
    let kept = try #require(KeptMails(in: sample.folder.path))
    let plan = try await sample.planner.check(sample.edition, keeping: kept)
    var partner = try #require(
      try sample.ledger.partners(after: nil, limit: 1, withActivity: false).records.first
    )
    .partner
    let old = partner.email
    partner.email = EmailAddress(uncheckedLocalPart: "moved", domain: "elsewhere.example")
    try sample.ledger.importRows { session in
      _ = try session.put(partner, line: 2)
      _ = try session.finish()
    }
    let sent = try await sample.send(kept)
    #expect(sent.report.accepted == plan.mails)
    #expect(sent.mails[partner.email] != nil && sent.mails[old] == nil)
  }

  @Test func `a check of some partners does not decide who is planned`() async throws {
    let sample = try SampleRun()
    let kept = try #require(KeptMails(in: sample.folder.path))
    let few = try await sample.planner.check(sample.edition, only: ["P-00001", "P-00286"], keeping: kept)
    let all = try await sample.planner.check(sample.edition)
    let sent = try await sample.send(kept)
    #expect(few.partners == 2 && sent.report.planned == all.mails)
  }
}
