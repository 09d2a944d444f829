internal import Pages
internal import PartnerProgram

/// How the values of active partners lie, with the bounds of the tiers.
struct ValueHistogram {
  private let picture: LadderPicture
  private let words: MetricWords

  init(_ picture: LadderPicture, program: ProgramSettings) {
    self.picture = picture
    words = MetricWords(currency: program.currency)
  }

  /// Up to 24 ranges from 0 to what 99 in 100 partners stay under, or to the highest bound; what is above is in the last.
  var chart: Histogram {
    let values = picture.values.sorted()
    let high = values[min(values.count - 1, values.count * 99 / 100)]
    let bound = picture.ladder.tiers.map(\.from).max() ?? 0
    let span = max(1, high, bound &+ bound / 10)
    let bins = Int(min(24, span))
    let width = (span + Int64(bins) - 1) / Int64(bins)
    var counts = [Int](repeating: 0, count: bins)
    for value in values { counts[min(bins - 1, Int(value / width))] += 1 }
    let metric = picture.ladder.metric
    return Histogram(
      title: "Active partners by \(words.name(metric))", counts: counts, start: 0, step: Double(width),
      marks: picture.ladder.tiers.dropFirst().filter { $0.from > 0 }.map {
        .init(value: Double($0.from), label: $0.name)
      },
      ends: (words.amount(0, of: metric), words.amount(width * Int64(bins), of: metric) + " and more"))
  }
}
