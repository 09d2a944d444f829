internal import Campaigns
internal import Ledger
internal import Mail
internal import PartnerProgram
internal import Sending
internal import Synchronization

extension MailRun {
  /// One batch: composed, delivered, recorded.
  @concurrent
  func carry(_ claims: [Claim], _ edition: Edition, _ control: RunControl) async throws -> BatchResult {
    defer { control.end(claims) }
    var result = BatchResult()
    let batch: BatchMaker.Batch
    do {
      batch = try BatchMaker(planner: planner, needs: transport.needs, kept: kept, composers: composers)
        .envelopes(for: claims, in: edition)
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
      control.note(delivery.outcome)
    } isWithdrawn: {
      control.isWithdrawn($0)
    }
    if case .unavailable(let outage) = transport.health { result.outage = outage }
    let notNoted = failure.withLock { $0 }
    try takeDown(deliveries, control, isCutShort: result.outage != nil || notNoted != nil, into: &result)
    if let notNoted { throw notNoted }
    return result
  }

  /// Records what was tried, ends what was withdrawn, and gives back what was not begun.
  private func takeDown(
    _ deliveries: [Delivery], _ control: RunControl, isCutShort: Bool, into result: inout BatchResult
  ) throws {
    let isStopped = Task.isCancelled
    // What an outage, a stop or a start that could not be noted kept from being tried was no attempt.
    let isCutShort = isCutShort || isStopped || control.halt != nil
    var outcomes: [Delivery] = []
    var unsent: [Envelope.ID] = []
    var left: [String: [Envelope.ID]] = [:]
    var waiting: [Timestamp: [Envelope.ID]] = [:]
    for delivery in deliveries {
      if delivery.isWithdrawn, let reason = control.reason(delivery.id) {
        left[reason, default: []].append(delivery.id)
      } else if let moment = delivery.notBefore {
        waiting[moment, default: []].append(delivery.id)
      } else if delivery.isWithdrawn || (isCutShort && delivery.wasNotTried) {
        unsent.append(delivery.id)
      } else {
        var mended = Delivery(id: delivery.id, outcome: delivery.outcome.mended)
        mended.upstream = delivery.upstream
        outcomes.append(mended)
      }
    }
    var rules = OutcomeRules()
    rules.retries = planner.context.maker.sender.retries
    rules.resendsInDoubt = campaign.inDoubt == .resend
    // What was answered first: where there is room for one more entry only, it is that one.
    try ledger.record(outcomes, upstream: upstream, rules: rules, now: now())
    for (reason, ids) in left {
      try ledger.suppress(claimed: ids, reason: reason, now: now())
      result.suppressed += ids.count
    }
    for (moment, ids) in waiting {
      try ledger.postpone(ids, until: moment, now: now())
      result.turns += Array(repeating: moment, count: ids.count)
    }
    if !unsent.isEmpty { try ledger.release(unsent, now: now()) }
    result.isStopped = isStopped && !unsent.isEmpty
    result.outcomes = outcomes.map { delivery in
      if case .inDoubt(let reply) = delivery.outcome, rules.resendsInDoubt { return .deferred(reply) }
      return delivery.outcome
    }
  }
}

/// What became of one batch.
struct BatchResult: Sendable {
  var outcomes: [Delivery.Outcome] = []
  var skipped = 0
  /// Withdrawn, as the address was suppressed after the claim.
  var suppressed = 0
  /// Of those that wait for their recipients' domain, untried.
  var turns: [Timestamp] = []
  var outage: Outage?
  /// The run was stopped before all of it had begun.
  var isStopped = false

  var count: Int { outcomes.count + skipped + suppressed }
}

extension RunReport {
  mutating func add(_ result: BatchResult) {
    skipped += result.skipped
    suppressed += result.suppressed
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
