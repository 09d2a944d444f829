internal import Mail
internal import Sending

extension SenderDoctor {
  /// The way to each relay and API: a connection as a run opens it, its TLS, its certificate, and AUTH.
  func relay() -> [SenderFinding] {
    guard !relays.isEmpty || !providers.isEmpty else {
      return [
        SenderFinding(
          "relay", .note, "sender \(sender.name)", "mails go into a folder; there is no relay to look at")
      ]
    }
    return relays.flatMap { settings in
      let facts = probe.relay(settings)
      return way(facts, isLoopback: settings.isLoopback) + credentials(settings, facts)
    }
      + providers.flatMap { settings in
        way(probe.api(settings), isLoopback: settings.address.isLoopback)
      }
  }

  private func way(_ facts: RelayFacts, isLoopback: Bool) -> [SenderFinding] {
    if let failure = facts.failure {
      return [
        SenderFinding(
          "relay", .wrong, facts.name, failure,
          why: facts.isInsecure
            ? "Without verified TLS anyone on the way could read the mails and the password." : nil)
      ]
    }
    var findings: [SenderFinding] = []
    if let version = facts.tlsVersion {
      let start = facts.offersSTARTTLS ? "STARTTLS, " : ""
      findings.append(
        SenderFinding("relay", .good, facts.name, "\(start)\(version), the certificate is verified"))
    } else {
      findings.append(
        SenderFinding(
          "relay", isLoopback ? .good : .warning, facts.name,
          "plain text\(isLoopback ? " on this machine" : "")",
          why: isLoopback ? nil : "Anyone on the way can read the mails."))
    }
    if let expires = facts.certificateExpires {
      let days = (expires.seconds - now.seconds) / 86_400
      let why = "When it has run out, no mail leaves any more."
      findings.append(
        SenderFinding(
          "relay", days < 14 ? .warning : .good, facts.name, "the certificate is valid for \(days) more days",
          why: days < 14 ? why : nil))
    }
    return findings
  }

  private func credentials(_ settings: SMTPSettings, _ facts: RelayFacts) -> [SenderFinding] {
    guard settings.user != nil, facts.failure == nil else { return [] }
    let offered = facts.mechanisms.joined(separator: ", ")
    return [
      facts.mechanisms.isEmpty
        ? SenderFinding(
          "relay", .wrong, facts.name, "AUTH is not offered, and the sender has a user:",
          why: "The relay would take no mail, or take it from anyone.")
        : SenderFinding("relay", .good, facts.name, "AUTH \(offered); the credentials are accepted")
    ]
  }
}
