import ArgumentParser
import Campaigns
import Ledger
import Mail
import Mailroom
import PartnerProgram

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Walks the workspace through a month: import, tiers, every campaign, preview.",
    discussion: """
      Brings in the data files, works out every partner's tier for the month before --as-of, sends each campaign of \
      tierpost.yaml to its sender (in a new workspace a folder of .eml files) and makes the preview page. What was sent \
      before is not sent again.
      """)

  @OptionGroup var options: WorkspaceOptions
  @OptionGroup var clock: ClockOptions

  func run() async throws {
    let console = options.console
    try await console.run {
      let workspace = try Workspace(folder: options.workspace)
      let (ledger, secret) = try OpenedWorkspace.openLedger(of: workspace)
      // The sample lies where its clock is, whatever this machine says.
      let calendar = ProgramCalendar(timeZone: workspace.program.timeZone)
      let latest = max(
        try Surroundings.latestMoment(), try calendar.map(clock.moment(in:)) ?? .init(seconds: 0))
      let imports = try DataUpdate(workspace: workspace, ledger: ledger, latest: latest).run(
        onlyChanged: false)
      for report in imports {
        console.say(
          "\(report.file): \(report.rows) rows, \(report.accepted + report.unchanged) taken, \(report.refused) refused"
        )
      }
      let opened = try OpenedWorkspace(workspace: workspace, ledger: ledger, secret: secret)
      let asOf = try clock.moment(in: opened.calendar)
      let month = Month(of: opened.calendar.day(of: asOf)).advanced(by: -1)
      var tiers: [String: Int] = [:]
      var example: Recipient?
      try opened.walk(asOf: asOf).forEach(month: month, asOf: asOf) { recipient in
        tiers[recipient.status.tier.name, default: 0] += 1
        // Someone between two tiers has the most to explain.
        if example == nil, recipient.status.value > 0, recipient.status.next != nil { example = recipient }
      }
      let shares = workspace.program.allTiers.map { "\($0.name) \(tiers[$0.name, default: 0])" }
      console.say("Tiers in \(month): \(shares.joined(separator: ", "))")

      var runs: [RunReport] = []
      var plans: [PlanReport] = []
      let preview = PreviewMaker(opened: opened, asOf: asOf, limit: 40)
      var mails: [PreviewMail] = []
      for campaign in workspace.campaigns {
        let work = try CampaignWork(campaign: campaign, asOf: asOf, opened)
        plans += try await work.checked(console)
        runs += try await CampaignSending(work: work, options: MailRun.Options(), console: console).reports()
        mails += try preview.mails(of: work)
      }
      let page = try preview.write(mails)
      if let outage = runs.compactMap(\.outage).first {
        throw Failure(
          "not all mails went out: \(outage)", help: "the preview is there: \(page)",
          code: Exit.code(of: outage))
      }
      if let halt = runs.compactMap(\.halt).first {
        throw Failure(
          "not all mails went out: \(halt)", help: "the preview is there: \(page)", code: Exit.unavailable)
      }
      tell(runs, plans, page: page, example: example?.partner.id ?? "PARTNER", month, console)
    }
  }

  /// What happened, where to look, what to type next: five lines.
  private func tell(
    _ runs: [RunReport], _ plans: [PlanReport], page: String, example: String, _ month: Month,
    _ console: Console
  ) {
    let accepted = runs.reduce(0) { $0 + $1.accepted }
    let before = runs.reduce(0) { $0 + $1.summary[.accepted, default: 0] } - accepted
    let languages = Set(plans.flatMap(\.languages.keys)).sorted()
    let folder = options.workspace == "." ? "" : "\(options.workspace)/"
    let place = options.workspace == "." ? "" : " -C \(options.workspace)"
    console.result("")
    if accepted == 0 {
      console.result("Nothing was sent: all \(before) mails of these campaigns had been delivered before.")
    } else {
      console.result(
        "\(accepted) mails in \(languages.count) languages (\(languages.joined(separator: ", "))) were delivered"
          + (before > 0 ? "; \(before) had been before." : "."))
    }
    console.result("The mails, as files:           \(folder)Data/Outbox")
    console.result("The mails, as readers see them: \(page)")
    console.result(
      "Why a partner has its tier:    tierpost tiers explain \(example) --month \(month)\(place)")
    console.result("Your own program:              tierpost init my-program")
  }
}
