import FoundationEssentials

/// One ratio with the figures behind it.
struct Figure: Encodable {
  let figure: String
  /// Ours by theirs; of memory, large by small.
  let ratio: Double
  let aim: Double
  /// Whether the aim is a ceiling, not a floor.
  let isCeiling: Bool
  let raw: [String: Double]

  var holds: Bool { isCeiling ? ratio <= aim : ratio >= aim }

  /// For people.
  var line: String {
    let values = raw.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.text($0.value))" }
    return "\(figure): \(Self.text(ratio)) (\(isCeiling ? "at most" : "at least") \(Self.text(aim)), "
      + "\(holds ? "met" : "NOT MET"))\n  \(values.joined(separator: ", "))"
  }

  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Two decimals below 100, none above.
  private static func text(_ value: Double) -> String {
    if value >= 100 { return String(Int(value.rounded())) }
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension [Double] {
  /// The middle value; of an even count, the mean of the two in the middle.
  var median: Double {
    guard !isEmpty else { return 0 }
    let sorted = sorted()
    return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
  }
}
