package import Mail

/// Decides from the answers, as they come, whether a run goes on.
package struct StopRule: Sendable {
  private let settings: StopSettings
  private let upstream: String
  private var policyInARow = 0
  private var slowerInARow = 0
  private var answers = 0
  private var refusals = 0

  package init(_ settings: StopSettings, upstream: String) {
    self.settings = settings
    self.upstream = upstream
  }

  /// Takes the next answer; the reason to end the run where it gives one.
  package mutating func halt(after outcome: Delivery.Outcome) -> Halt? {
    switch outcome {
    case .deferred(let reply), .refused(let reply), .inDoubt(let reply), .accepted(let reply):
      // Without an answer nothing is known of the upstream's mind.
      guard reply.code != 0 else { return nil }
      answers += 1
      return halt(after: outcome, reply)
    }
  }

  private mutating func halt(after outcome: Delivery.Outcome, _ reply: Delivery.Reply) -> Halt? {
    if reply.saysQuota {
      return Halt(
        .quota,
        "\(upstream) takes no more mail for now: \(reply.shown); what is left waits, go on with `tierpost send`"
      )
    }
    var isPolicy = false
    if case .refused = outcome {
      isPolicy = reply.status.subject == 7
      if answers <= settings.ofFirst { refusals += 1 }
    }
    policyInARow = isPolicy ? policyInARow + 1 : 0
    slowerInARow = reply.saysSlower ? slowerInARow + 1 : 0
    if policyInARow >= settings.policyRefusals {
      return Halt(
        .policy,
        "\(upstream) refused \(policyInARow) mails in a row for reasons of policy: \(reply.shown); nothing more is sent "
          + "until that is mended")
    }
    if slowerInARow >= settings.policyRefusals {
      return Halt(.quota, "\(upstream) asks again and again to slow down: \(reply.shown)")
    }
    if refusals * 100 > settings.refusalPercent * settings.ofFirst, case .refused = outcome {
      return Halt(
        .refusals,
        "\(upstream) refused \(refusals) of the first \(answers) mails, more than \(settings.refusalPercent) % of "
          + "\(settings.ofFirst): \(reply.shown); look at the list before you go on")
    }
    return nil
  }
}

extension Delivery.Outcome {
  /// The outcome as it is recorded: an upstream without room has not refused the mail, whatever its code says.
  package var mended: Delivery.Outcome {
    if case .refused(let reply) = self, reply.saysQuota { return .deferred(reply) }
    return self
  }
}
