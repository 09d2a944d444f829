import Mailroom
import PartnerProgram
import Testing

@Suite struct PlannerTests {
  @Test func `a plan made on all cores is the plan made one mail after the other`() async throws {
    let sample = try SampleRun()
    let (planner, edition) = (sample.planner, sample.edition)
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
