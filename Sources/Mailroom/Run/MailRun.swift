package import Campaigns
package import Ledger
package import Mail
package import PartnerProgram
package import Sending

/// One campaign on its way, the whole house in one walk: the one place that claims before a batch leaves and records
/// when it is back.
package struct MailRun: Sendable {
  package typealias Ledger = DeliveryLedger & SuppressionList

  package let planner: Planner
  package let ledger: any Ledger
  package let transport: any Transport
  /// The upstream's name for the record of attempts.
  package let upstream: String
  package let options: Options
  /// The clock of the deliveries.
  package let now: @Sendable () -> Timestamp
  /// What was composed when the edition was checked; nil where it was not.
  private(set) var kept: KeptMails?
  let composers = ComposerPool()

  /// What a person may ask of a run.
  package struct Options: Sendable {
    /// At most this many mails; nil for all.
    package var limit: Int?
    /// These partners only; nil for all.
    package var only: Set<Partner.ID>?
    /// Deferred mails do not wait for their time.
    package var retriesNow = false
    /// Deferred mails that are due, and no others.
    package var deferredOnly = false
    /// Mails in one batch: more of them make a run no faster and are all in memory at once.
    package var batch = 64
    /// Batches under way at once: one on the wire, one being composed, one being recorded.
    package var batchesAtOnce = 3

    package init() {}
  }

  package init(
    planner: Planner, ledger: any Ledger, transport: any Transport, upstream: String,
    options: Options, kept: KeptMails? = nil,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.planner = planner
    self.ledger = ledger
    self.transport = transport
    self.upstream = upstream
    self.options = options
    self.kept = kept
    self.now = now
  }

  var campaign: Campaign { planner.context.campaign }

  /// Who does not hear of this campaign.
  var scopes: [SuppressionScope] {
    [.topic(campaign.name)] + (campaign.stream.map { [.stream($0)] } ?? [])
  }

  /// Plans one edition and sends it.
  ///
  /// Needs the ledger's run (`beginRun`) and `recover` before. When its task is cancelled, what is on the wire is
  /// finished and the rest is given back unsent. `progress` is told how many mails are done, and how many there are.
  package func send(
    _ edition: Edition, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> RunReport {
    let record = try ledger.openEdition(
      campaign: campaign.name, edition: edition.name, asOf: planner.asOf, now: now())
    let planned = try await planner.plan(edition, record: record.id, in: ledger, now: now(), kept: kept).new
    return try await goOn(edition, record, planned: planned, progress: progress)
  }

  /// Sends what an edition has left, without planning it again; otherwise the same.
  package func goOn(
    _ edition: Edition, _ record: EditionRecord, planned: Int = 0,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> RunReport {
    var report = RunReport(campaign: campaign.name, edition: edition.name)
    report.planned = planned
    report.retried = try retryInDoubt(record.id)
    if options.retriesNow { _ = try ledger.hasten(in: record.id, only: options.only, now: now()) }
    let total = try toDo(record.id) + report.retried
    try await deliver(edition, record.id, into: &report) { progress($0, total) }
    // An upstream that knows repetitions knows them for a while only: what it left in doubt is asked about at once.
    for _ in 1...2 where transport.isIdempotent && campaign.inDoubt == .hold && report.isComplete {
      let again = try retryInDoubt(record.id)
      if again == 0 { break }
      report.retried += again
      report.inDoubt -= again
      try await deliver(edition, record.id, into: &report) { progress($0, total) }
    }
    report.summary = try ledger.summary(record.id)
    return report
  }

  /// What is in doubt goes out again where the campaign says so, or where the same upstream knows a repetition.
  private func retryInDoubt(_ record: EditionRecord.ID) throws -> Int {
    let moment = now()
    if campaign.inDoubt == .resend {
      return try ledger.retryInDoubt(in: record, of: nil, since: nil, now: moment)
    }
    guard let window = transport.repeatWindow else { return 0 }
    let since = Timestamp(seconds: moment.seconds - window.components.seconds)
    return try ledger.retryInDoubt(in: record, of: upstream, since: since, now: moment)
  }

  private func toDo(_ record: EditionRecord.ID) throws -> Int {
    let summary = try ledger.summary(record)
    let deferred = options.retriesNow || options.deferredOnly ? summary[.deferred, default: 0] : 0
    let waiting = (options.deferredOnly ? 0 : summary[.planned, default: 0]) + deferred
    return min(waiting, options.only?.count ?? .max, options.limit ?? .max)
  }

  private func request(_ record: EditionRecord.ID, limit: Int) -> ClaimRequest {
    var request = ClaimRequest(edition: record, limit: limit)
    request.only = options.only
    request.scopes = scopes
    request.deferredOnly = options.deferredOnly
    request.notEnteredBefore = campaign.notAfter?.limit(at: now(), in: planner.walk.evaluator.calendar)
    request.maximumAge = planner.context.maker.sender.retries.maximumAge
    request.upstream = upstream
    return request
  }

  /// Claims batch after batch and keeps a few under way.
  private func deliver(
    _ edition: Edition, _ record: EditionRecord.ID, into report: inout RunReport, progress: (Int) -> Void
  ) async throws {
    let rule = StopRule(planner.context.maker.sender.stop, upstream: upstream)
    let control = RunControl(rule, ledger: ledger, scopes: scopes)
    let watch = Task { await control.watch() }
    defer { watch.cancel() }
    var left = options.limit ?? .max
    var done = 0
    report = try await withThrowingTaskGroup(of: BatchResult.self) { [report] group in
      var report = report
      var turns = DomainTurns()
      var underWay = 0
      var isOver = false
      while true {
        var isIdle = false
        while !isOver, !isIdle, underWay < options.batchesAtOnce {
          if Task.isCancelled { report.isStopped = true }
          if case .unavailable(let outage) = transport.health { report.outage = outage }
          guard left > 0, !report.isStopped, report.outage == nil, control.halt == nil else {
            isOver = true
            break
          }
          let suppressions = try ledger.suppressionCount()
          let moment = now()
          let claims = try ledger.claim(request(record, limit: min(options.batch, left)), now: moment)
          guard !claims.isEmpty else {
            turns.forget(until: moment)
            isIdle = true
            break
          }
          left -= claims.count
          underWay += 1
          control.begin(claims, count: suppressions)
          group.addTask { try await carry(claims, edition, control) }
        }
        if let result = try await group.next() {
          underWay -= 1
          done += result.count
          left += result.turns.count
          turns.add(result.turns)
          report.add(result)
          progress(done)
        } else if isOver {
          break
        } else if let pause = turns.pause(at: now()) {
          // Stopped while waiting: the loop sees it.
          try? await Task.sleep(for: pause)
        } else {
          break
        }
      }
      report.waiting = turns.count
      report.halt = control.halt
      return report
    }
  }
}
