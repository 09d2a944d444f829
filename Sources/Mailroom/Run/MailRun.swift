package import Campaigns
package import Ledger
package import Mail
package import PartnerProgram
package import Sending
internal import Synchronization

/// One campaign on its way, the whole house in one walk: the one place that claims before a batch leaves and records
/// when it is back.
package struct MailRun: Sendable {
  package let planner: Planner
  package let ledger: any DeliveryLedger
  package let transport: any Transport
  /// The upstream's name for the record of attempts.
  package let upstream: String
  package let options: Options
  /// The clock of the deliveries.
  package let now: @Sendable () -> Timestamp

  /// What a person may ask of a run.
  package struct Options: Sendable {
    /// At most this many mails; nil for all.
    package var limit: Int?
    /// These partners only; nil for all.
    package var only: Set<Partner.ID>?
    /// Deferred mails do not wait for their time.
    package var retriesNow = false
    /// Mails in one batch.
    package var batch = 250
    /// Batches under way at once: one on the wire, one being composed, one being recorded.
    package var batchesAtOnce = 3

    package init() {}
  }

  package init(
    planner: Planner, ledger: any DeliveryLedger, transport: any Transport, upstream: String,
    options: Options,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.planner = planner
    self.ledger = ledger
    self.transport = transport
    self.upstream = upstream
    self.options = options
    self.now = now
  }

  /// Sends one edition.
  ///
  /// Needs the ledger's run (`beginRun`) and `recover` before. When its task is cancelled, what is on the wire is
  /// finished and the rest is given back unsent. `progress` is told how many mails are done, and how many there are.
  package func send(
    _ edition: Edition, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> RunReport {
    var report = RunReport(campaign: planner.context.campaign.name, edition: edition.name)
    let record = try ledger.openEdition(
      campaign: report.campaign, edition: edition.name, asOf: planner.asOf, now: now())
    report.planned = try await planner.plan(edition, record: record.id, in: ledger).new
    if options.retriesNow { _ = try ledger.hasten(in: record.id, only: options.only, now: now()) }
    let total = try toDo(record.id)
    try await deliver(edition, record.id, into: &report) { progress($0, total) }
    report.summary = try ledger.summary(record.id)
    return report
  }

  private func toDo(_ record: EditionRecord.ID) throws -> Int {
    let summary = try ledger.summary(record)
    let waiting = summary[.planned, default: 0] + (options.retriesNow ? summary[.deferred, default: 0] : 0)
    return min(waiting, options.only?.count ?? .max, options.limit ?? .max)
  }

  /// Claims batch after batch and keeps a few under way.
  private func deliver(
    _ edition: Edition, _ record: EditionRecord.ID, into report: inout RunReport, progress: (Int) -> Void
  ) async throws {
    var left = options.limit ?? .max
    var done = 0
    report = try await withThrowingTaskGroup(of: BatchResult.self) { [report] group in
      var report = report
      var underWay = 0
      var isOver = false
      while true {
        while !isOver, underWay < options.batchesAtOnce {
          if Task.isCancelled { report.isStopped = true }
          if case .unavailable(let outage) = transport.health { report.outage = outage }
          guard left > 0, !report.isStopped, report.outage == nil else {
            isOver = true
            break
          }
          let claims = try ledger.claim(
            in: record, limit: min(options.batch, left), now: now(), only: options.only,
            scopes: [.topic(report.campaign)])
          guard !claims.isEmpty else {
            isOver = true
            break
          }
          left -= claims.count
          underWay += 1
          group.addTask { try await carry(claims, edition) }
        }
        guard let result = try await group.next() else { break }
        underWay -= 1
        done += result.count
        report.add(result)
        progress(done)
        if isOver, underWay == 0 { break }
      }
      return report
    }
  }

  /// One batch: composed, delivered, recorded.
  @concurrent
  private func carry(_ claims: [Claim], _ edition: Edition) async throws -> BatchResult {
    var result = BatchResult()
    let batch: BatchMaker.Batch
    do {
      batch = try BatchMaker(planner: planner, needs: transport.needs).envelopes(for: claims, in: edition)
    } catch {
      // Nothing of the batch was sent: it goes back as it was, and the run ends with the cause.
      try ledger.release(claims.map(\.id), now: now())
      throw error
    }
    for (reason, ids) in batch.skipped {
      try ledger.skip(ids, reason: reason, now: now())
      result.skipped += ids.count
    }
    let failure = Mutex<(any Error)?>(nil)
    let deliveries = await transport.deliver(batch.envelopes) { [ledger] ids in
      do {
        try ledger.started(ids)
      } catch {
        failure.withLock { $0 = $0 ?? error }
        throw error
      }
    } answered: { [ledger] delivery in
      ledger.answered(delivery)
    }
    if case .unavailable(let outage) = transport.health { result.outage = outage }
    let notNoted = failure.withLock { $0 }
    // What an outage, a stop or a start that could not be noted kept from being tried was no attempt.
    let isCutShort = result.outage != nil || notNoted != nil || Task.isCancelled
    let outcomes = isCutShort ? deliveries.filter { !$0.wasNotTried } : deliveries
    // What was answered first: where there is room for one more entry only, it is that one.
    try ledger.record(outcomes, upstream: upstream, now: now())
    if isCutShort { try ledger.release(deliveries.filter(\.wasNotTried).map(\.id), now: now()) }
    if let notNoted { throw notNoted }
    result.isStopped = Task.isCancelled && outcomes.count < deliveries.count
    result.outcomes = outcomes.map(\.outcome)
    return result
  }
}

/// What became of one batch.
struct BatchResult: Sendable {
  var outcomes: [Delivery.Outcome] = []
  var skipped = 0
  var outage: Outage?
  /// The run was stopped before all of it had begun.
  var isStopped = false

  var count: Int { outcomes.count + skipped }
}

extension RunReport {
  mutating func add(_ result: BatchResult) {
    skipped += result.skipped
    outage = outage ?? result.outage
    isStopped = isStopped || result.isStopped
    for outcome in result.outcomes {
      switch outcome {
      case .accepted: accepted += 1
      case .deferred: deferred += 1
      case .refused: refused += 1
      case .inDoubt: inDoubt += 1
      }
    }
  }
}

extension Delivery {
  /// Deferred without any answer from a server.
  var wasNotTried: Bool {
    if case .deferred(let reply) = outcome { reply.code == 0 } else { false }
  }
}
