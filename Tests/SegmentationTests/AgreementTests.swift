import PartnerProgram
import Segmentation
import Settings
import Testing

@Suite struct AgreementTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a second evaluator agrees on random segments and partners`(seed: UInt64) {
    var random = RandomProgram(seed: seed)
    let recipients = (0..<150).map { _ in random.recipient(around: Fixtures.day) }
    var read = 0
    var some = 0
    for _ in 0..<250 {
      let naive = random.segment()
      let reached = recipients.map { naive.holds(for: $0, on: Fixtures.day) }
      do {
        let segment = try Fixtures.segment(naive.yaml)
        let answers = recipients.map { segment.matches($0, on: Fixtures.day) }
        #expect(answers == reached, "\(naive.yaml)")
        let explained = recipients.map { segment.why($0, on: Fixtures.day).allSatisfy(\.holds) }
        #expect(explained == reached, "why of \(naive.yaml)")
        read += 1
        if reached.contains(true), reached.contains(false) { some += 1 }
      } catch {
        #expect(error.list.allSatisfy { $0.kind == .conflict }, "\(naive.yaml)\n\(error)")
      }
    }
    #expect(read > 125, "most random segments are sound")
    #expect(some > 75, "and many divide the partners")
  }

  @Test func `what is refused as reaching nobody reaches nobody`() {
    var random = RandomProgram(seed: 9)
    let recipients = (0..<400).map { _ in random.recipient(around: Fixtures.day) }
    var refused = 0
    for _ in 0..<3_000 {
      // Only criteria against the one level of groups, so that every refusal speaks of the whole segment.
      var naive = random.segment(depth: 0)
      let group = random.segment(depth: 0)
      if Bool.random(using: &random) { naive.any = [group] } else { naive.except = [group] }
      let problems = Fixtures.messages(naive.yaml)
      guard !problems.isEmpty else { continue }
      refused += 1
      #expect(!recipients.contains { naive.holds(for: $0, on: Fixtures.day) }, "\(naive.yaml)\n\(problems)")
    }
    #expect(refused > 50)
  }
}
