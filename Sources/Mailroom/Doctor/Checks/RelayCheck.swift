internal import Mail

extension SenderDoctor {
  /// The way to each relay: a connection as a run opens it, its TLS, its certificate, and AUTH.
  func relay() -> [SenderFinding] {
    guard !relays.isEmpty else {
      return [
        SenderFinding(
          "relay", .note, "sender \(sender.name)", "mails go into a folder; there is no relay to look at")
      ]
    }
    return relays.flatMap { settings in relay(settings, probe.relay(settings)) }
  }

  private func relay(_ settings: SMTPSettings, _ facts: RelayFacts) -> [SenderFinding] {
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
          "relay", settings.isLoopback ? .good : .warning, facts.name,
          "plain text\(settings.isLoopback ? " on this machine" : "")",
          why: settings.isLoopback ? nil : "Anyone on the way can read the mails."))
    }
    if let expires = facts.certificateExpires {
      let days = (expires.seconds - now.seconds) / 86_400
      let why = "When it has run out, no mail leaves any more."
      findings.append(
        SenderFinding(
          "relay", days < 14 ? .warning : .good, facts.name, "the certificate is valid for \(days) more days",
          why: days < 14 ? why : nil))
    }
    if settings.user != nil {
      let offered = facts.mechanisms.joined(separator: ", ")
      findings.append(
        facts.mechanisms.isEmpty
          ? SenderFinding(
            "relay", .wrong, facts.name, "AUTH is not offered, and the sender has a user:",
            why: "The relay would take no mail, or take it from anyone.")
          : SenderFinding("relay", .good, facts.name, "AUTH \(offered); the credentials are accepted"))
    }
    return findings
  }
}
