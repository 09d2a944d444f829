import CCurl
import Mail

/// What has become of requests.
extension HTTPLane {
  /// How often a request is sent whose provider knows it again.
  private static let mostAttempts = 4

  func finish(_ transfer: HTTPTransfer, _ result: CURLcode) {
    guard let work = transfer.work else { return finishQuota(transfer, result) }
    guard result == CURLE_OK, transfer.response.status >= 200 else { return fail(work, transfer, result) }
    let answer = upstream.provider.outcome(of: transfer.response, in: work.envelopes)
    guard answer.outcomes.count == work.parcels.count else {
      preconditionFailure("a provider gives one outcome for each envelope")
    }
    conclude(work.turnedAway(transfer.response.status), work.attempts > 1 ? answer.afterDoubt : answer)
  }

  private func conclude(_ work: HTTPWork, _ answer: ProviderAnswer) {
    switch answer.signal {
    case .none:
      succeed(work)
      settleOrRepeat(work, answer.outcomes)
    case .separate where work.parcels.count > 1:
      succeed(work)
      putBack(work.parcels, alone: true)
    case .separate:
      succeed(work)
      settle(work, answer.outcomes)
    case .slowDown(let wish): slowDown(work, answer.outcomes, after: wish)
    case .outage(let outage):
      stop(outage.named(upstream.name))
      settle(work, answer.outcomes)
    case .failure:
      fail(
        Outage(kind: .unreachable, cause: answer.outcomes.first?.reply.text ?? "it fails", isPermanent: false)
      )
      settleOrRepeat(work, answer.outcomes)
    }
  }

  private func settle(_ work: HTTPWork, _ outcomes: [Delivery.Outcome]) {
    for (parcel, outcome) in zip(work.parcels, outcomes) { settle(parcel, outcome) }
  }

  /// A request of unknown fate goes out again where the provider knows it again.
  private func settleOrRepeat(_ work: HTTPWork, _ outcomes: [Delivery.Outcome]) {
    let isUnknown = outcomes.allSatisfy { if case .inDoubt = $0 { true } else { false } }
    let isWanted = work.parcels.first.map { batches[$0.batch]?.isCancelled == false } ?? false
    guard isUnknown, upstream.provider.repeatsRequests, work.attempts < Self.mostAttempts, isWanted,
      breaker.outage == nil
    else { return settle(work, outcomes) }
    let pause = Duration.seconds(1 << (2 * (work.attempts - 1)))
    var work = work
    for index in work.parcels.indices { work.parcels[index].isAdmitted = false }
    repetitions.append(HTTPRepetition(work: work, notBefore: now + pause, outcomes: outcomes))
  }

  /// What is deferred was not taken and goes out again when the provider lets it; the rest has its outcome.
  private func slowDown(_ work: HTTPWork, _ outcomes: [Delivery.Outcome], after wish: Duration?) {
    window.fail(live: transfers.count)
    let length = allowance.slowDown(after: wish, at: now)
    if length > upstream.patience {
      let end = (wallTime + length.components.seconds * 1_000_000 + 999_999) / 1_000_000
      stop(
        Outage(
          kind: .quota,
          cause: "\(upstream.name): the provider asks to wait for \(length.components.seconds) seconds",
          isPermanent: false, until: Timestamp(seconds: end)))
    }
    if work.attempts > 1 { return settleOrRepeat(work, outcomes) }
    var again: [HTTPParcel] = []
    for (parcel, outcome) in zip(work.parcels, outcomes) {
      if case .deferred(let reply) = outcome {
        if let since = parcel.throttledSince, since + upstream.patience < now {
          settle(parcel, .deferred(reply))
        } else {
          again.append(parcel)
        }
      } else {
        settle(parcel, outcome)
      }
    }
    putBack(again, throttled: true)
  }

  /// libcurl has no answer.
  private func fail(_ work: HTTPWork, _ transfer: HTTPTransfer, _ result: CURLcode) {
    if let failure = transfer.startFailure {
      for parcel in work.parcels { settle(parcel, .deferred(.local("not begun: \(failure)"))) }
      return
    }
    let outage = Outage.request(to: upstream, transfer, result)
    fail(outage)
    if transfer.cannotHaveArrived, work.attempts == 1 {
      if breaker.outage == nil { _ = allowance.slowDown(after: nil, at: now) }
      // By the code for a request that did not arrive whole.
      return putBack(transfer.hasBegun ? work.turnedAway(408).parcels : work.parcels)
    }
    let text = "the connection was lost after the request was sent: \(outage.cause)"
    let outcome = Delivery.Outcome.inDoubt(.local(text, status: (4, 4, 2)))
    settleOrRepeat(work, work.parcels.map { _ in outcome })
  }

  private func finishQuota(_ transfer: HTTPTransfer, _ result: CURLcode) {
    guard result == CURLE_OK else {
      fail(Outage.request(to: upstream, transfer, result))
      if breaker.outage == nil { _ = allowance.slowDown(after: nil, at: now) }
      return
    }
    // A key that may send may still not ask; what is not said limits nothing.
    allowance.needsQuota = false
    if let quota = upstream.provider.quota(in: transfer.response) { allowance.take(quota) }
  }

  // MARK: - The upstream as a whole

  /// The provider dealt with a request; one from before the outage says nothing about its end.
  private func succeed(_ work: HTTPWork) {
    if let since = outageSince {
      guard let begun = work.begunAt, begun > since else { return }
      outageSince = nil
      inbox.report(.ready)
    }
    breaker.succeed()
    window.succeed()
    allowance.succeed()
  }

  private func fail(_ outage: Outage) {
    window.fail(live: transfers.count)
    guard breaker.fail(outage, at: now) else { return }
    outageSince = now
    inbox.report(.unavailable(outage))
    handBack(outage.reply) { _ in true }
  }

  /// Nothing more goes out: at all, or until the breaker's pause is over.
  func stop(_ outage: Outage) {
    while !breaker.fail(outage, at: now) {}
    outageSince = now
    // Another time there may be more.
    if outage.kind == .quota { allowance.needsQuota = upstream.provider.quotaRequest != nil }
    inbox.report(.unavailable(outage))
    handBack(outage.reply) { _ in true }
  }
}

extension ProviderAnswer {
  /// The same for a request that had gone out before without an answer: what is not taken now may have been taken then.
  fileprivate var afterDoubt: ProviderAnswer {
    var answer = self
    answer.outcomes = outcomes.map { outcome in
      switch outcome {
      case .deferred(let reply): .inDoubt(reply)
      case .refused(let reply) where signal == .separate: .inDoubt(reply)
      default: outcome
      }
    }
    if signal == .separate { answer.signal = .none }
    return answer
  }
}

extension HTTPWork {
  /// The same after an answer: what is deferred from now on was turned away by it.
  fileprivate func turnedAway(_ status: Int) -> HTTPWork {
    var work = self
    for index in work.parcels.indices { work.parcels[index].turnedAway = status }
    return work
  }
}

extension Outage {
  /// The same outage, said of an upstream.
  func named(_ name: String) -> Outage {
    Outage(kind: kind, cause: "\(name): \(cause)", isPermanent: isPermanent, until: until)
  }

  /// Why libcurl has no answer to a request.
  fileprivate static func request(
    to upstream: HTTPUpstream, _ transfer: HTTPTransfer, _ code: CURLcode
  ) -> Outage {
    let explanation = transfer.curl.explain(code)
    func outage(_ kind: Kind, _ cause: String, isPermanent: Bool = false) -> Outage {
      Outage(kind: kind, cause: "\(upstream.name): \(cause)", isPermanent: isPermanent)
    }
    if transfer.leftMachine {
      return outage(
        .insecure, "a plain-text address must lead to this machine, and leads to another", isPermanent: true)
    }
    switch code {
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return outage(.insecure, explanation, isPermanent: true)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ENGINE_INITFAILED:
      return outage(.insecure, explanation)
    case CURLE_ABORTED_BY_CALLBACK: return outage(.unreachable, "the connection was closed without an answer")
    case CURLE_WRITE_ERROR: return outage(.unreachable, "the answer is too large to be one")
    default: return outage(.unreachable, explanation)
    }
  }
}

extension Delivery.Outcome {
  fileprivate var reply: Delivery.Reply {
    switch self {
    case .accepted(let reply), .deferred(let reply), .refused(let reply), .inDoubt(let reply): reply
    }
  }
}
