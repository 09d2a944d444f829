import Mail
import Testing

@testable import PartnerProgram

/// The paragraph of an explanation is verified from the printed table alone, on random programs.
@Suite struct ReAddingTests {
  private func explanation(_ random: RandomProgramCase) throws -> (PrintedExplanation, Recipient) {
    var someone = try partner(joined: random.joined)
    someone.fields = random.fields
    let evaluator = TierEvaluator(
      ladder: random.ladder, currency: usd, calendar: try calendar("America/Lima"))
    let recipient = try evaluator.recipient(
      someone, activities: random.activities, month: random.month, asOf: random.clock)
    return (
      PrintedExplanation(
        TierExplanation(recipient, activities: random.activities, evaluator: evaluator)), recipient
    )
  }

  @Test func `explain's numbers re-add to the decision`() throws {
    for seed in 0..<400 {
      let random = try RandomProgramCase(seed: seed)
      let (printed, recipient) = try explanation(random)
      let text = printed.paragraph
      let words = "\(printed.sales) conversion\(printed.sales == 1 ? "" : "s")"
      let net = PrintedExplanation.money(printed.net)
      #expect(
        text.contains("\(words) counted, worth \(net) net.")
          || text.contains("\(words) worth \(net) net.")
          || text.contains("\(net) of net revenue counted, from \(words)."), "seed \(seed): \(text)")
      #expect(
        text.contains("a commission of \(PrintedExplanation.money(printed.commission))"),
        "seed \(seed): \(text)")
      if random.ladder.terms.rate != .wholePeriod {
        for (rate, net) in printed.byRate {
          let band = "\(PrintedExplanation.money(net)) ("
          #expect(text.contains(band) && text.contains(" at \(rate)"), "seed \(seed): \(rate) \(text)")
        }
        #expect(printed.byRate.count == recipient.status.bands.count, "seed \(seed)")
      }
      check(printed, random, "seed \(seed)")
    }
  }

  /// Each figure that is a sum of rows is the sum of what the rows say.
  private func check(_ printed: PrintedExplanation, _ random: RandomProgramCase, _ seed: Comment) {
    for (measure, line) in zip(random.ladder.measures, printed.measures) where line.made.isEmpty {
      let isPlain =
        (measure.metric == .conversions || measure.metric == .netRevenue)
        && measure.window == random.ladder.terms.window
      if isPlain {
        let sum = measure.metric == .conversions ? Int64(printed.sales) : printed.net
        #expect(sum == PrintedExplanation.cents(line.value), seed)
        continue
      }
      let isOwn = measure.window == random.ladder.window || !measure.metric.isWindowed
      let name = isOwn ? line.name : "\(line.name) per \(measure.window)"
      #expect(printed.sum(of: name) == PrintedExplanation.cents(line.value), "\(seed): \(name)")
    }
  }

  @Test func `what is missing is what the next tier asks for less the value`() throws {
    for seed in 0..<400 {
      let random = try RandomProgramCase(seed: seed)
      let (printed, recipient) = try explanation(random)
      for line in printed.measures where !line.missing.isEmpty {
        let gap = PrintedExplanation.cents(line.needed) - PrintedExplanation.cents(line.value)
        // Percentages and points leave out decimals that are 0.
        if line.value.hasPrefix("USD") || line.value.allSatisfy(\.isNumber) {
          #expect(gap == PrintedExplanation.cents(line.missing), "seed \(seed)")
        }
        #expect(recipient.status.next != nil)
      }
    }
  }
}
