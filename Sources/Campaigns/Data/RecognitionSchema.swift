internal import Liquid
internal import Mail
internal import PartnerProgram

/// The names by which templates read leaderboard and spotlight; both say with `shown` whether there is anything to show.
enum RecognitionSchema {
  static func declare(in schema: inout Schema<MailPage>) {
    leaderboard(&schema)
    spotlight(&schema)
  }

  /// How templates read which measure over which period it is: as for `figures`.
  @inline(__always)
  private static func counted(
    _ name: String, _ schema: inout Schema<MailPage>,
    _ get: @escaping @Sendable (MailPage) -> (measure: Measure, period: Period)?
  ) {
    schema.string("\(name).metric") { get($0).map { $0.measure.words.key } }
    schema.string("\(name).name") { get($0).map { $0.measure.words.name } }
    schema.string("\(name).unit") { get($0)?.measure.metric.unit.rawValue }
    schema.string("\(name).window") { page in
      get(page).map { $0.measure.metric.isWindowed ? $0.period.window.kind : "standing" }
    }
    schema.int("\(name).days") { get($0)?.period.window.rollingDays }
    schema.day("\(name).month") { page in get(page).map { Month(of: $0.period.last).firstDay.liquid } }
    schema.int("\(name).quarter") { page in get(page).map { Month(of: $0.period.last).quarter } }
    schema.string("\(name).year") { page in get(page).map { String($0.period.last.year) } }
  }

  private static func leaderboard(_ schema: inout Schema<MailPage>) {
    schema.bool("leaderboard.shown") { $0.data.recognition?.board != nil }
    counted("leaderboard", &schema) { $0.data.recognition?.board.map { ($0.measure, $0.period) } }
    schema.bool("leaderboard.shows_values") { $0.data.recognition?.board?.showsValues ?? false }
    schema.string("leaderboard.group") { $0.data.recognition?.board?.group }
    schema.int("leaderboard.count") { $0.data.recognition?.board?.leaderboard.count }
    schema.int("leaderboard.place") { $0.data.recognition?.board?.own?.place }
    schema.value("leaderboard.value") { page in
      page.data.recognition?.board.map { page.data.amount($0.value, of: $0.measure.metric) }
    }
    schema.int("leaderboard.next.place") { page in
      page.data.recognition?.board.flatMap { $0.showsValues ? $0.own?.next?.place : nil }
    }
    schema.value("leaderboard.next.remaining") { page in
      page.data.recognition?.board.flatMap { board in
        board.showsValues
          ? board.own?.next.map { page.data.amount($0.remaining, of: board.measure.metric) } : nil
      }
    }
    schema.int("leaderboard.shared.place") { $0.data.recognition?.board?.leaderboard.shared?.place }
    schema.int("leaderboard.shared.count") { $0.data.recognition?.board?.leaderboard.shared?.count }
    schema.value("leaderboard.shared.value") { page in
      page.data.recognition?.board.flatMap { board in
        board.showsValues
          ? board.leaderboard.shared.map { page.data.amount($0.value, of: board.measure.metric) } : nil
      }
    }
    var row = Schema<BoardRow>()
    row.int("place") { $0.place }
    name(&row) { $0.name }
    row.value("value") { $0.value }
    row.bool("is_you") { $0.isYou }
    schema.records("leaderboard.rows", of: row) { page in
      guard let recognition = page.data.recognition, let board = recognition.board else { return [] }
      return board.leaderboard.rows.map { row in
        BoardRow(
          place: row.place, name: row.name,
          value: board.showsValues ? page.data.amount(row.value, of: board.measure.metric) : nil,
          isYou: row.partner == recognition.reader)
      }
    }
  }

  /// `name`, or `alias` where a partner is shown by a code.
  private static func name<Row>(
    _ row: inout Schema<Row>, _ get: @escaping @Sendable (Row) -> ShownName
  ) {
    row.string("name") { row in
      if case .name(let text) = get(row) { return text }
      return nil
    }
    row.string("alias") { row in
      if case .alias(let code) = get(row) { return code }
      return nil
    }
  }

  private static func spotlight(_ schema: inout Schema<MailPage>) {
    schema.bool("spotlight.shown") { !($0.data.recognition?.spotlight?.chosen ?? []).isEmpty }
    schema.string("spotlight.rule") { $0.data.recognition?.spotlight?.settings.rule.rawValue }
    counted("spotlight", &schema) { $0.data.recognition?.spotlight.map { ($0.measure, $0.period) } }
    var row = Schema<SpotlitRow>()
    name(&row) { $0.candidate.name }
    row.value("value") { $0.value }
    row.value("growth") { $0.growth }
    row.int("months") { $0.months }
    row.string("tier") { $0.candidate.tier?.name }
    row.bool("is_you") { $0.isYou }
    schema.records("spotlight.partners", of: row) { page in
      guard let recognition = page.data.recognition, let spotlight = recognition.spotlight else { return [] }
      let metric = spotlight.measure.metric
      let settings = spotlight.settings
      let rule = settings.rule
      let showsValues = settings.showsValues ?? (metric.unit != .money)
      return spotlight.chosen.map { candidate in
        SpotlitRow(
          candidate: candidate, value: showsValues ? page.data.amount(candidate.value, of: metric) : nil,
          growth: showsValues && rule == .growth ? page.data.amount(candidate.score, of: metric) : nil,
          months: rule == .longestRun ? Int(candidate.score) : nil,
          isYou: candidate.partner == recognition.reader)
      }
    }
  }
}

/// A row of the board as templates see it.
private struct BoardRow: Sendable {
  var place: Int
  var name: ShownName
  var value: Value?
  var isYou: Bool
}

/// A partner in the spotlight as templates see it.
private struct SpotlitRow: Sendable {
  var candidate: SpotlightCandidate
  var value: Value?
  var growth: Value?
  var months: Int?
  var isYou: Bool
}

extension CompiledTemplate {
  /// Whether the template, its layout or its components read anything of leaderboard or spotlight.
  package var readsRecognition: Bool {
    [subject, preheader, html, text].contains { program in
      program.variables.contains { $0.path.hasPrefix("leaderboard") || $0.path.hasPrefix("spotlight") }
    }
  }
}
