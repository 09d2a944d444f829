package import Mail

/// What a provider's answer means.
package struct ProviderAnswer: Sendable, Equatable {
  /// One for each envelope of the request, in order.
  package var outcomes: [Delivery.Outcome]
  package var signal: Signal

  /// What the answer says beyond single envelopes.
  package enum Signal: Sendable, Equatable {
    case none
    /// Too fast: what is deferred was not taken and goes out again, at the earliest after so long.
    case slowDown(after: Duration?)
    /// Nothing was taken, and it may be for the sake of one envelope: each is sent by itself.
    case separate
    /// Nothing more goes through. What is deferred was no attempt.
    case outage(Outage)
    /// The provider itself failed: a few of these in a row are an outage.
    case failure
  }

  package init(_ outcomes: [Delivery.Outcome], _ signal: Signal = .none) {
    self.outcomes = outcomes
    self.signal = signal
  }

  /// The same for all.
  init(all outcome: Delivery.Outcome, _ count: Int, _ signal: Signal = .none) {
    self.init(Array(repeating: outcome, count: count), signal)
  }
}

extension HTTPResponse {
  /// What a status means that a provider gives no meaning of its own; `said` is the provider's explanation.
  func standardAnswer(for batch: [Envelope], said: String? = nil) -> ProviderAnswer {
    let count = batch.count
    let explanation = said.map { ": " + ReplyCleaning.clean($0, batch) } ?? ""
    func reply(_ text: String, _ category: UInt8, _ subject: UInt16, _ detail: UInt16) -> Delivery.Reply {
      Delivery.Reply(
        code: status, status: EnhancedStatus(category, subject, detail),
        text: Delivery.Reply.oneLine(Array((text + explanation).utf8)))
    }
    func outage(_ kind: Outage.Kind, _ text: String) -> ProviderAnswer {
      .outage(Outage(kind: kind, cause: "HTTP \(status), \(text)\(explanation)", isPermanent: true), count)
    }
    switch status {
    case 200..<300:
      // An answer without the proof that was promised proves nothing.
      return ProviderAnswer(
        all: .inDoubt(reply("the provider's answer cannot be read", 4, 5, 0)), count, .failure)
    case 301, 307, 308: return outage(.unreachable, "a redirect, which is not followed")
    case 300, 302..<400:
      // Such a redirect may be what follows on success.
      return ProviderAnswer(
        all: .inDoubt(reply("the provider answered with a redirect", 4, 5, 0)), count, .failure)
    case 401, 403, 407: return outage(.authentication, "the provider does not accept the key or its rights")
    case 402: return .exhausted("HTTP 402, nothing is left to send with\(explanation)", count)
    case 404, 405, 410, 421, 501, 505: return outage(.unreachable, "the provider does not know this address")
    case 408:
      return ProviderAnswer(all: .deferred(reply("the request did not arrive whole", 4, 4, 2)), count)
    case 413 where count == 1:
      return ProviderAnswer(all: .refused(reply("the message is too large", 5, 3, 4)), count)
    case 429: return .tooFast(reply("the provider asks to slow down", 4, 4, 5), count, after: retryAfter)
    case 503: return .tooFast(reply("the provider is not available", 4, 3, 2), count, after: retryAfter)
    case 400..<500 where count == 1:
      return ProviderAnswer(all: .refused(reply("the provider refused the message", 5, 0, 0)), count)
    case 400..<500:
      return ProviderAnswer(
        all: .refused(reply("the provider refused the batch", 5, 0, 0)), count, .separate)
    default:
      // 500, 502, 504 and whatever else: the message may have been taken before it failed.
      return ProviderAnswer(all: .inDoubt(reply("the provider failed", 4, 3, 0)), count, .failure)
    }
  }
}

extension ProviderAnswer {
  /// Nothing goes through; nothing of the batch was tried.
  static func outage(_ outage: Outage, _ count: Int) -> ProviderAnswer {
    ProviderAnswer(all: .deferred(outage.reply), count, .outage(outage))
  }

  /// A quota is used up: a pause, not a failure.
  static func exhausted(_ cause: String, _ count: Int) -> ProviderAnswer {
    .outage(Outage(kind: .quota, cause: cause, isPermanent: false), count)
  }

  static func tooFast(_ reply: Delivery.Reply, _ count: Int, after: Duration?) -> ProviderAnswer {
    ProviderAnswer(all: .deferred(reply), count, .slowDown(after: after))
  }

  /// The provider has the one message of the request.
  static func accepted(_ code: Int, _ text: String) -> ProviderAnswer {
    ProviderAnswer([.accepted(.provider(code, (2, 0, 0), text))])
  }
}

extension Delivery.Reply {
  /// A provider's answer about one envelope, in one line.
  static func provider(
    _ code: Int, _ status: (UInt8, UInt16, UInt16), _ text: String, _ batch: [Envelope] = []
  ) -> Delivery.Reply {
    Delivery.Reply(
      code: code, status: EnhancedStatus(status.0, status.1, status.2), text: ReplyCleaning.clean(text, batch)
    )
  }
}
