import ArgumentParser
import Campaigns
import Ledger
import Mail
import Mailroom
import Sending

/// Runs editions one after the other and says what became of them.
struct CampaignSending {
  /// One edition to be sent.
  struct Job: Sendable {
    let planner: Planner
    let edition: Edition
    /// The edition that goes on without being planned again; nil for one that is planned now.
    let record: EditionRecord?
    /// The mails that were composed when it was checked.
    var kept: KeptMails?
  }

  let opened: OpenedWorkspace
  let jobs: [Job]
  let options: MailRun.Options
  let console: Console

  init(_ opened: OpenedWorkspace, jobs: [Job], options: MailRun.Options, console: Console) {
    self.opened = opened
    self.jobs = jobs
    self.options = options
    self.console = console
  }

  /// Plans and sends what a campaign has.
  init(
    work: CampaignWork, kept: [Edition: KeptMails] = [:], options: MailRun.Options, console: Console
  ) {
    self.init(
      work.opened,
      jobs: work.editions.map { Job(planner: work.planner, edition: $0, record: nil, kept: kept[$0]) },
      options: options, console: console)
  }

  /// - Returns: the exit code of the whole.
  func send() async throws -> ExitCode {
    let reports = try await reports()
    let code = reports.reduce(ExitCode.success) { code, report in
      code == .success ? Self.code(of: report) : code
    }
    // A stop between two editions leaves the later ones to the next run.
    return code == .success && reports.count < jobs.count ? Exit.tryAgain : code
  }

  /// Sends and tells; the ledger's run is held as long.
  func reports() async throws -> [RunReport] {
    let ledger = opened.ledger
    try ledger.beginRun()
    defer { ledger.endRun() }
    let recovery = try ledger.recover(now: Surroundings.now())
    if recovery.released + recovery.inDoubt + recovery.accepted > 0 {
      console.say(
        "An earlier run ended in the middle: \(recovery.accepted) mails had been accepted, \(recovery.released) had not "
          + "been begun and wait for their turn, \(recovery.inDoubt) are in doubt.")
    }
    StopSignal.listen()
    var reports: [RunReport] = []
    for job in jobs where !StopSignal.isSet {
      let report = try await send(job)
      reports.append(report)
      if report.outage != nil || report.halt != nil { break }
    }
    return reports
  }

  private func send(_ job: Job) async throws -> RunReport {
    let edition = job.edition
    let campaign = job.planner.context.campaign.name
    let choice = try TransportChoice(
      job.planner.context.maker.sender, in: opened.workspace, campaign: campaign, edition: edition.name)
    let run = MailRun(
      planner: job.planner, ledger: opened.ledger, transport: choice.transport,
      upstream: choice.upstream,
      options: options, kept: job.kept, now: Surroundings.now)
    let bar = ProgressBar("\(campaign) \(edition.name)", console: console)
    let sending = Task {
      if let record = job.record { return try await run.goOn(edition, record) { bar.show($0, of: $1) } }
      return try await run.send(edition) { bar.show($0, of: $1) }
    }
    StopSignal.whenSet { sending.cancel() }
    defer { StopSignal.whenSet(nil) }
    let report: RunReport
    do {
      report = try await sending.value
    } catch {
      await choice.transport.close()
      throw error
    }
    await choice.transport.close()
    bar.finish(report.sentence)
    if console.isJSON { console.result(report.json) }
    if let halt = report.halt { console.say("error: \(halt)") }
    if let outage = report.outage { console.say("error: \(outage)") }
    return report
  }

  private static func code(of report: RunReport) -> ExitCode {
    if let outage = report.outage { return Exit.code(of: outage) }
    if let halt = report.halt { return halt.kind == .quota ? Exit.tryAgain : Exit.unavailable }
    if report.summary[.inDoubt, default: 0] > 0 { return Exit.inDoubt }
    if report.isStopped || report.deferred + report.waiting > 0 { return Exit.tryAgain }
    // Refused one by one is the partners' matter; with none accepted it is the upstream's.
    return report.refused > 0 && report.accepted == 0 ? Exit.unavailable : .success
  }
}

extension RunReport {
  /// What the run did, in one line.
  var sentence: String {
    var words = ["\(accepted) accepted"]
    if deferred > 0 { words.append("\(deferred) deferred") }
    if refused > 0 { words.append("\(refused) refused") }
    if inDoubt > 0 { words.append("\(inDoubt) in doubt") }
    if skipped > 0 { words.append("\(skipped) skipped") }
    if suppressed > 0 { words.append("\(suppressed) left meanwhile") }
    if waiting > 0 { words.append("\(waiting) wait for their recipients' domains") }
    if retried > 0 { words.append("\(retried) had been in doubt and were sent again") }
    let before = summary[.accepted, default: 0] - accepted
    if before > 0 { words.append("\(before) accepted before and not sent again") }
    if isStopped || halt != nil { words.append("stopped") }
    return words.joined(separator: ", ")
  }

  /// The report as one JSON object.
  var json: String {
    let states = summary.map { ($0.key.rawValue, $0.value) }
    return JSONLine([
      ("campaign", .text(campaign)), ("edition", .text(edition)), ("planned", .number(Int64(planned))),
      ("accepted", .number(Int64(accepted))), ("deferred", .number(Int64(deferred))),
      ("refused", .number(Int64(refused))), ("in_doubt", .number(Int64(inDoubt))),
      ("skipped", .number(Int64(skipped))),
      ("states", JSONLine.counts(Dictionary(uniqueKeysWithValues: states))),
      ("suppressed", .number(Int64(suppressed))), ("retried", .number(Int64(retried))),
      ("waiting", .number(Int64(waiting))),
      ("outage", .text(outage?.cause)), ("halt", .text(halt?.kind.rawValue)),
      ("halt_cause", .text(halt?.cause)),
    ]).description
  }
}
