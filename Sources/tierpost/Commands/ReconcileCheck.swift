import Ledger
import Mailroom
import Pages
import PartnerProgram

/// `tierpost check --reconcile`.
struct ReconcileCheck {
  let options: WorkspaceOptions
  let clock: ClockOptions
  let period: String?

  func run(_ console: Console) async throws {
    let opened = try OpenedWorkspace.open(options)
    let moment = try clock.moment(in: opened.calendar)
    let month = opened.calendar.month(of: moment).advanced(by: -1)
    let asked = try Period(asked: period ?? month.description, asOf: moment, in: opened.calendar)
    let report = try await Reconciliation(
      try opened.walk(asOf: moment), control: opened.ledger, period: asked, asOf: moment
    ).report()
    if options.json { report.objects.forEach(console.result) } else { report.text.forEach(console.result) }
    guard !report.holds else {
      return console.say(
        "\(asked.name) reconciles: \(counted(report.partners, "partner")) with activity, every figure in two ways."
      )
    }
    let partners = report.activity.partners + report.count
    throw Failure(
      "\(asked.name) does not reconcile: \(counted(partners, "difference"))",
      help: report.activity.partners > 0
        ? "rows were changed outside of imports: `tierpost import --recount` reads all data files again and "
          + "takes the ledger as it then stands" : nil,
      code: Exit.data)
  }
}

extension ReconciliationReport {
  /// The report in lines for people.
  var text: [String] {
    var lines: [String] = []
    var rows = Table([.left, .left, .right, .right], header: ["rows", "currency", "number", "money"])
    for total in activity.totals {
      rows.add(Self.cells("brought in", total.currency, total.imported))
      let code = total.currency?.code ?? ""
      for (outcome, amount) in outcomes.sorted(by: { $0.key < $1.key }) where outcome.currency == code {
        let name = outcome.reason == .counted ? "= counted" : "+ \(outcome.reason.rawValue)"
        rows.add(Self.cells("  \(name)", total.currency, amount))
      }
    }
    lines += rows.lines() + [""]
    var table = Table([.left, .right, .right], header: [period.name, "by rows and mails", "by payouts"])
    for line in Line.allCases {
      guard let sides = self.lines[line] else { continue }
      table.add([line.rawValue, sides.rows.map { amount($0, line) } ?? "", amount(sides.payouts, line)])
    }
    lines += table.lines()
    guard !holds else { return lines }
    lines.append("")
    for difference in activity.differences { lines.append(difference.words) }
    for difference in differences {
      let rows = amount(difference.sides.rows ?? 0, difference.line)
      lines.append(
        "\(difference.partner): \(difference.line.rawValue) \(difference.period ?? "in all"): \(rows) by rows and mails, "
          + "\(amount(difference.sides.payouts, difference.line)) by payouts")
    }
    let unnamed = activity.partners + count - activity.differences.count - differences.count
    if unnamed > 0 { lines.append("and \(counted(unnamed, "more", "more"))") }
    return lines
  }

  private static func cells(
    _ name: String, _ currency: Currency?, _ amount: ActivityComparison.Amount
  ) -> [String] {
    [
      name, currency?.code ?? "-", String(amount.rows),
      currency.map { Money(minorUnits: amount.amount, currency: $0).plainText } ?? "",
    ]
  }

  private func amount(_ value: Int64, _ line: Line) -> String {
    line.isMoney ? Money(minorUnits: value, currency: currency).plainText : String(value)
  }

  /// The report as JSON, one object a line: rows, figures, differences, and the verdict.
  var objects: [String] {
    var objects: [JSONLine] = []
    for total in activity.totals {
      let code = total.currency?.code ?? ""
      var reasons: [(String, JSONLine.Value)] = []
      for (outcome, amount) in outcomes.sorted(by: { $0.key < $1.key }) where outcome.currency == code {
        reasons.append((outcome.reason.rawValue, Self.value(amount, total.currency)))
      }
      objects.append(
        JSONLine([
          ("currency", .text(total.currency?.code)),
          ("brought_in", Self.value(total.imported, total.currency)),
          ("held", Self.value(total.held, total.currency)), ("outcomes", .object(reasons)),
        ]))
    }
    for line in Line.allCases {
      guard let sides = lines[line] else { continue }
      objects.append(
        JSONLine([
          ("figure", .text(line.rawValue)), ("period", .text(period.name)),
          ("by_rows", sides.rows.map { value($0, line) } ?? .text(nil)),
          ("by_payouts", value(sides.payouts, line)),
        ]))
    }
    for difference in activity.differences {
      objects.append(
        JSONLine([
          ("partner", .text(difference.partner)), ("differs", .text("rows")),
          ("brought_in", Self.value(difference.imported, difference.currency)),
          ("held", Self.value(difference.held, difference.currency)),
        ]))
    }
    for difference in differences {
      objects.append(
        JSONLine([
          ("partner", .text(difference.partner)), ("differs", .text(difference.line.rawValue)),
          ("period", .text(difference.period)),
          ("by_rows", value(difference.sides.rows ?? 0, difference.line)),
          ("by_payouts", value(difference.sides.payouts, difference.line)),
        ]))
    }
    objects.append(
      JSONLine([
        ("reconciles", .bool(holds)), ("partners", .number(Int64(partners))),
        ("differences", .number(Int64(activity.partners + count))),
      ]))
    return objects.map(\.description)
  }

  private static func value(_ amount: ActivityComparison.Amount, _ currency: Currency?) -> JSONLine.Value {
    .object([
      ("rows", .number(amount.rows)),
      ("money", .text(currency.map { Money(minorUnits: amount.amount, currency: $0).decimalText })),
    ])
  }

  private func value(_ value: Int64, _ line: Line) -> JSONLine.Value {
    line.isMoney
      ? .text(Money(minorUnits: value, currency: currency).decimalText) : .number(value)
  }
}

extension ActivityComparison.Difference {
  /// In a line: what was brought in, and what there is.
  fileprivate var words: String {
    func text(_ amount: ActivityComparison.Amount) -> String {
      let money = currency.map { " of \(Money(minorUnits: amount.amount, currency: $0).plainText)" } ?? ""
      return "\(counted(Int(amount.rows), "row"))\(money)"
    }
    guard imported == held else {
      return "\(partner): brought in were \(text(imported)), the ledger holds \(text(held))"
    }
    return "\(partner): \(text(held)) are as many as were brought in, and not the same"
  }
}
