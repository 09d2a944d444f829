/// The sentence that says a rule: what counts, over how long, and which orders a rate applies to.
package struct RuleSentence: Sendable {
  private let ladder: TierLadder
  private let words: MetricWords
  private let zone: String

  package init(_ ladder: TierLadder, currency: Currency, zone: String) {
    self.ladder = ladder
    words = MetricWords(currency: currency)
    self.zone = zone
  }

  package var text: String { "Rule \(ladder.version)\(force): \(counting); \(rate)." + after }

  private var force: String { ladder.terms.effective.map { ", in force since \($0)" } ?? "" }

  /// What counts, and over how long: `the number of approved and paid sales less what was taken back, in a calendar month`.
  package var counting: String {
    if !ladder.isSimple { return "each tier by its own requirements, \(sales) counting, \(period)" }
    let what =
      switch ladder.metric {
      case .conversions: "the number of \(sales) less what was taken back"
      case .netRevenue: "the net money of \(sales) less what was taken back\(net)"
      case .grossRevenue: "the money of \(sales) before refunds, fees and taxes"
      case .score: "points (\(weights)) from \(sales)"
      default: "\(words.name(ladder.metric)), \(sales) counting"
      }
    return "\(what), \(period)"
  }

  private var net: String {
    let netOf = ladder.terms.netOf
    let parts = [netOf.contains(.fees) ? "fees" : nil, netOf.contains(.taxes) ? "taxes" : nil]
    let less = parts.compactMap { $0 }
    return less.isEmpty ? "" : ", \(less.joined(separator: " and "))"
  }

  private var weights: String {
    (ladder.terms.score?.parts ?? []).map { part in
      let per = part.per == 1 ? "each" : "per \(words.amount(part.per, of: part.measure.metric))"
      return "\(MetricWords.hundredths(part.points)) \(per) of \(words.name(part.measure.metric))"
    }.joined(separator: ", ")
  }

  private var sales: String {
    switch ladder.basis {
    case .approved: "approved and paid sales"
    case .all: "pending, approved and paid sales"
    case .safe: "approved and paid sales whose own refund window of \(ladder.refundWindow) days is over"
    }
  }

  private var period: String {
    switch ladder.window {
    case .month: "in a calendar month of \(zone)"
    case .quarter: "in a calendar quarter of \(zone)"
    case .year: "in a calendar year of \(zone)"
    case .rolling(let days): "over the last \(days) days of \(zone)"
    case .lifetime:
      ladder.metric.isWindowed ? "since joining, never starting again" : "as it stands on the day"
    }
  }

  /// Which orders a tier's rate applies to.
  package var rate: String {
    let whole = ladder.terms.window.resets ? "\(ladder.terms.window)" : "month"
    return switch ladder.terms.rate {
    case .wholePeriod: "the rate of the tier reached applies to the whole \(whole)"
    case .graduated: "every part of the \(whole) pays the rate of the tier it lies in"
    case .forwardOnly:
      "every order pays the rate of the tier reached before it, so the one that crosses keeps the old rate"
    }
  }

  private var after: String {
    var text = ""
    if ladder.terms.afterFinal == .keep {
      text += " What is taken back after the status is final changes neither its figures nor its tier."
    }
    switch ladder.terms.recurring {
    case .always: break
    case .newOnly: text += " Renewals earn no commission."
    case .months(let count):
      text +=
        " Renewals earn commission up to \(count == 1 ? "1 month" : "\(count) months") after the customer's first sale."
    }
    return text
  }
}
