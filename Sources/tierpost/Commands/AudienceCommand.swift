import ArgumentParser
import Mail
import Mailroom
import PartnerProgram
import Segmentation

struct AudienceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audience",
    abstract: "Shows which partners a segment reaches, and why.",
    discussion: """
      Examples:
        tierpost audience dach                      counts by tier, type, country and language
        tierpost audience dach --count              the number alone
        tierpost audience dach --csv > dach.csv     the partners
        tierpost audience dach --why P-00286          each criterion for one partner, true or false

      A segment that asks for a tier means the tier of --month.
      """)

  @Argument(help: "The segment: the name of a file in Segments, without .yaml.")
  var segment: String
  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions
  @OptionGroup var months: MonthOptions
  @Flag(help: "Print the number of partners alone.")
  var count = false
  @Flag(help: "Print the partners as CSV.")
  var csv = false
  @Option(help: ArgumentHelp("Print each criterion for this partner, true or false.", valueName: "partner"))
  var why: String?

  func validate() throws {
    guard [count, csv, why != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("--count, --csv and --why exclude each other")
    }
  }

  func run() async throws {
    let console = options.console
    try await console.run {
      let opened = try OpenedWorkspace.open(options)
      let segment = try opened.workspace.segment(
        opened.workspace.named(segment: segment), fields: opened.fields)
      let moment = try clock.moment(in: opened.calendar)
      let month = try months.month(asOf: moment, in: opened.calendar)
      let today = opened.calendar.day(of: moment)
      if let why {
        try explain(why, segment, opened, month, moment, today, console)
      } else if csv {
        try list(segment, opened, month, moment, today, console)
      } else {
        try summarize(segment, opened, month, moment, today, console)
      }
    }
  }

  private func explain(
    _ id: String, _ segment: Segment, _ opened: OpenedWorkspace, _ month: Month, _ moment: Timestamp,
    _ today: CivilDate, _ console: Console
  ) throws {
    let recipient = try opened.walk(asOf: moment).recipient(opened.record(of: id), month: month, asOf: moment)
    let findings = segment.why(recipient, on: today)
    let reached = findings.allSatisfy(\.holds)
    if options.json {
      console.result(
        JSONLine([
          ("segment", .text(segment.id)), ("partner", .text(id)), ("reached", .bool(reached)),
          ("criteria", .list(findings.map(Self.json))),
        ]).description)
      return
    }
    console.result("\(id) is \(reached ? "" : "not ")in \(segment.id)")
    console.result(findings.rendered())
  }

  private static func json(_ finding: Finding) -> JSONLine.Value {
    .object([
      ("criterion", .text(finding.words)), ("value", .text(finding.value)), ("holds", .bool(finding.holds)),
      ("parts", .list(finding.parts.map(json))),
    ])
  }

  private func list(
    _ segment: Segment, _ opened: OpenedWorkspace, _ month: Month, _ moment: Timestamp, _ today: CivilDate,
    _ console: Console
  ) throws {
    var writer = CSVWriter()
    writer.row(["id", "name", "email", "type", "channel", "country", "language", "source", "tier"])
    try opened.walk(asOf: moment).forEach(month: month, asOf: moment) { recipient in
      guard segment.matches(recipient, on: today) else { return }
      let partner = recipient.partner
      writer.row([
        partner.id, partner.name, partner.email.description, partner.type ?? "", partner.channel ?? "",
        partner.country ?? "", partner.language ?? "", partner.source ?? "", recipient.status.tier.id,
      ])
      if writer.bytes.count > 1 << 16 { console.flush(&writer) }
    }
    console.flush(&writer)
  }

  private func summarize(
    _ segment: Segment, _ opened: OpenedWorkspace, _ month: Month, _ moment: Timestamp, _ today: CivilDate,
    _ console: Console
  ) throws {
    var counts = AudienceCounts()
    try opened.walk(asOf: moment).forEach(month: month, asOf: moment) { recipient in
      if segment.matches(recipient, on: today) { counts.add(recipient) }
    }
    if count { return console.result(String(counts.total)) }
    let order = opened.workspace.program.allTiers.map(\.id)
    let groups: [(String, AudienceCounts.Division)] = [
      ("tier", .tier), ("type", .type), ("country", .country), ("language", .language),
    ]
    if options.json {
      var fields: [(String, JSONLine.Value)] = [
        ("segment", .text(segment.id)), ("partners", .number(Int64(counts.total))),
      ]
      for (name, grouping) in groups {
        fields.append(
          (
            name,
            .object(
              counts.rows(by: grouping, order: order).map { ($0.value ?? "", .number(Int64($0.count))) })
          ))
      }
      return console.result(JSONLine(fields).description)
    }
    console.result("\(segment.name): \(counted(counts.total, "partner"))")
    for (name, grouping) in groups {
      let rows = counts.rows(by: grouping, order: order).map { "\($0.value ?? "none") \($0.count)" }
      if !rows.isEmpty { console.result("  \(name): \(rows.joined(separator: ", "))") }
    }
  }
}
