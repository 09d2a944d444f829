internal import Liquid
internal import Mail
internal import PartnerProgram

/// The names by which templates read figures that name their own metric and window: right for every ladder.
///
/// - `figures`: what the next tier asks for, one by one; at the top, what the ladder counts, without a bound.
/// - `bounds`: what every tier of the ladder asks for, with the tier's id.
/// - `score`: what the points of a score are made of.
/// - `holding`: what it takes to hold the tier that an event is about, with the figures at the clock.
/// - `earning`: the stretch whose sales earn.
/// - `period.counts`: how the count goes on when the period is over; see `MailData.counting`.
enum FigureSchema {
  static func declare(in schema: inout Schema<MailPage>) {
    var figure = self.figure
    schema.records("figures", of: figure) { $0.data.figures }
    schema.records("bounds", of: figure) { $0.data.bounds }
    schema.records("holding", of: figure) { $0.data.holding }
    figure.value("points") { .decimal(Value.Decimal(mantissa: $0.weighed?.points ?? 0, scale: 2)) }
    figure.value("each") { .decimal(Value.Decimal(mantissa: $0.weighed?.part.points ?? 0, scale: 2)) }
    figure.value("per") { row in row.amount(row.weighed?.part.per ?? 1) }
    figure.bool("is_each") { $0.weighed?.part.per == 1 }
    schema.records("score", of: figure) { page in
      page.data.score.map {
        FigureRow(
          currency: page.data.program.currency, month: page.data.recipient.status.month, tier: "",
          measure: $0.part.measure, value: $0.value, weighed: $0)
      }
    }

    schema.string("earning.window") { $0.data.recipient.status.earningPeriod.window.kind }
    schema.day("earning.month") { Month(of: $0.data.recipient.status.earningPeriod.last).firstDay.liquid }
    schema.int("earning.quarter") { Month(of: $0.data.recipient.status.earningPeriod.last).quarter }
    schema.string("earning.year") { String($0.data.recipient.status.earningPeriod.last.year) }
    schema.string("period.counts") { $0.data.counting }
    schema.int("period.quarter") { Month(of: $0.data.recipient.status.period.last).quarter }
    schema.string("period.year") { String($0.data.recipient.status.period.last.year) }
  }

  private static var figure: Schema<FigureRow> {
    var figure = Schema<FigureRow>()
    figure.string("tier") { $0.tier }
    figure.string("joined") { $0.joining.rawValue }
    figure.string("metric") { $0.measure.words.key }
    figure.string("name") { $0.measure.words.name }
    figure.string("unit") { $0.measure.metric.unit.rawValue }
    figure.string("window") { $0.measure.metric.isWindowed ? $0.measure.window.kind : "standing" }
    figure.int("days") { $0.measure.window.rollingDays }
    figure.day("month") { $0.month.firstDay.liquid }
    figure.int("quarter") { $0.month.quarter }
    figure.string("year") { String($0.month.year) }
    figure.value("value") { $0.amount($0.value) }
    figure.value("from") { row in row.from.map { row.amount($0) } }
    figure.value("remaining") { $0.amount($0.remaining) }
    figure.bool("is_met") { $0.remaining == 0 }
    return figure
  }
}

/// A measure with its value and the bound that a tier sets for it, as templates see it.
struct FigureRow: Sendable {
  var currency: Currency
  /// The month that the figure is of.
  var month: Month
  var tier: Tier.ID
  var joining = Tier.Joining.all
  var measure: Measure
  var value: Int64 = 0
  var from: Int64?
  var remaining: Int64 = 0

  /// What it adds to a score, where it does.
  var weighed: ScorePart?

  /// A value of the measure in its unit.
  func amount(_ value: Int64) -> Value { MailData.amount(value, of: measure.metric, in: currency) }
}

extension MailData {
  /// What the next tier asks for; at the top, what the ladder counts.
  var figures: [FigureRow] {
    let status = recipient.status
    guard let next = status.next else {
      let own = Measure(status.metric, over: status.period.window)
      return [
        FigureRow(
          currency: program.currency, month: status.month, tier: status.tier.id, measure: own,
          value: status.value)
      ]
    }
    return status.distances.map {
      FigureRow(
        currency: program.currency, month: status.month, tier: next.id, joining: next.joining,
        measure: $0.measure, value: $0.value, from: $0.from,
        remaining: $0.remaining)
    }
  }

  /// What it takes to hold the tier that the event is about.
  var holding: [FigureRow] {
    guard let moment = recipient.moment, let tier = moment.to else { return [] }
    return moment.holding.map {
      FigureRow(
        currency: program.currency, month: moment.seenIn ?? recipient.status.month, tier: tier.id,
        joining: tier.keep.isEmpty ? tier.joining : .all, measure: $0.measure, value: $0.value, from: $0.from,
        remaining: $0.remaining)
    }
  }

  /// What each tier asks for, the lowest tier first.
  var bounds: [FigureRow] {
    visibleTiers.flatMap { tier in
      tier.requirements.map {
        FigureRow(
          currency: program.currency, month: recipient.status.month, tier: tier.id, joining: tier.joining,
          measure: $0.measure, from: $0.from)
      }
    }
  }

  /// `restarts`, `rolling` or `lifetime` where all that any tier asks for is counted so; else `own`: every figure as its
  /// own window says.
  var counting: String {
    let window = recipient.status.period.window
    let all = visibleTiers.flatMap(\.requirements).map(\.measure)
    guard recipient.status.metric.isWindowed,
      all.allSatisfy({ $0.metric.isWindowed && $0.window == window })
    else { return "own" }
    return window.resets ? "restarts" : window.kind
  }

  /// Whether the simplest words hold: months that each stand for themselves, one figure of conversions or net revenue that
  /// decides, and its rate for all that counts.
  var isPlain: Bool {
    let status = recipient.status
    guard status.period.window == .month, status.metric == .conversions || status.metric == .netRevenue,
      status.rateRule == .wholePeriod, status.standing == nil, !status.tier.isInvitationOnly,
      status.earned == status.counted
    else { return false }
    let own = Measure(status.metric, over: .month)
    return visibleTiers.allSatisfy { tier in
      tier.keep.isEmpty && !tier.isLocked && tier.requirements.count <= 1
        && tier.requirements.allSatisfy { $0.measure == own }
    }
  }
}

extension Measure {
  /// The shared words of the metric: those of its own, or `metrics.own` with the word of the program's data.
  var words: (key: String, name: String) {
    guard let subject = metric.subject, !Metric.named.contains(metric) else {
      return ("metrics.\(metric.rawValue)", "")
    }
    return ("metrics.own", subject.replacing("_", with: " "))
  }
}

extension Month {
  /// 1 to 4.
  var quarter: Int { (number - 1) / 3 + 1 }
}

extension Window {
  /// The days of a rolling window; 0 of any other.
  var rollingDays: Int {
    if case .rolling(let days) = self { return days }
    return 0
  }
}
