internal import Sending

extension SenderDoctor {
  private static let why =
    "Gmail, Yahoo and Microsoft want SPF from everyone who sends in bulk; they look at the domain of the envelope "
    + "sender, where bounces go."

  /// The SPF record of the bounce domain (RFC 7208), and whether it covers the relays.
  func spf() throws(ResolverError) -> [SenderFinding] {
    let subject = "TXT \(bounceDomain)"
    let records = try SPFWalk.records(of: bounceDomain, resolver)
    guard let text = records.first else {
      return [
        SenderFinding(
          "spf", .wrong, subject, "there is no SPF record", why: Self.why,
          record: hosts.isEmpty ? nil : record(for: []),
          help: hosts.isEmpty ? "publish one that names the servers the mails leave from" : nil)
      ]
    }
    var walk = SPFWalk(resolver: resolver, address: nil)
    if case .broken(let reason) = try walk.verdict(of: bounceDomain) {
      return [
        SenderFinding(
          "spf", .wrong, subject, "the record is broken: \(reason)",
          why: Self.why + " A broken record counts as none.",
          record: records.count > 1 ? merged(records) : nil, help: "found: \(text)")
      ]
    }
    var findings = limits(walk, subject)
    findings += try coverage(subject, text) + providerTerms(subject, text)
    if findings.isEmpty {
      findings = [SenderFinding("spf", .good, subject, "one record, \(walk.lookups) of 10 look-ups: \(text)")]
    }
    return findings + ending(text, subject)
  }

  private var remoteRelays: [SMTPSettings] { relays.filter { !$0.isLoopback } }

  /// Providers whose API says which servers send: a webhook's do not.
  private var remoteAPIs: [HTTPEndpoint] {
    providers.map(\.address).filter { !$0.isLoopback && Self.term(for: $0.host).hasPrefix("include:") }
  }

  /// Where mails go to on their way out.
  private var hosts: [String] { remoteRelays.map(\.host) + remoteAPIs.map(\.host) }

  private func limits(_ walk: SPFWalk, _ subject: String) -> [SenderFinding] {
    if walk.lookups > SPFWalk.mostLookups {
      return [
        SenderFinding(
          "spf", .wrong, subject,
          "the record takes \(walk.lookups) DNS look-ups, and receivers stop after 10 (RFC 7208 4.6.4)",
          why: Self.why,
          help: "take out the includes of services that no longer send for this domain")
      ]
    }
    if walk.voidLookups > SPFWalk.mostVoidLookups {
      return [
        SenderFinding(
          "spf", .warning, subject,
          "\(walk.voidLookups) names in the record do not exist; receivers may stop after 2", why: Self.why)
      ]
    }
    return []
  }

  /// Relays whose own addresses are covered, or not; many send from others, so that this is never an error.
  private func coverage(_ subject: String, _ text: String) throws(ResolverError) -> [SenderFinding] {
    var findings: [SenderFinding] = []
    for relay in remoteRelays {
      let addresses: [IPAddress]
      if let address = IPAddress(relay.host) {
        addresses = [address]
      } else {
        addresses = try resolver.addresses(of: relay.host)
      }
      var isCovered = addresses.isEmpty
      for address in addresses where !isCovered {
        var walk = SPFWalk(resolver: resolver, address: address)
        let verdict = try walk.verdict(of: bounceDomain)
        isCovered = verdict == .pass || walk.isPartial
      }
      guard !isCovered else { continue }
      findings.append(
        SenderFinding(
          "spf", .warning, subject,
          "no address of \(relay.host) is covered; that is right only if the relay sends from other ones",
          why: Self.why,
          record: Self.term(for: relay.host).contains("include:") && text.contains(Self.term(for: relay.host))
            ? nil : record(for: [text])))
    }
    return findings
  }

  /// Providers whose own term is not in the record; they often take bounces at a domain of their own.
  private func providerTerms(_ subject: String, _ text: String) -> [SenderFinding] {
    let words = text.lowercased().split(separator: " ").map(String.init)
    let missing = remoteAPIs.map { Self.term(for: $0.host) }.filter { !words.contains($0) }
    return Set(missing).sorted().map { term in
      SenderFinding(
        "spf", .note, subject,
        "\(term) is not in the record; that is right only if the provider takes bounces at a domain of its own, and then "
          + "DMARC rests on DKIM alone", why: Self.why, record: record(for: [text]))
    }
  }

  private func ending(_ text: String, _ subject: String) -> [SenderFinding] {
    let words = text.lowercased().split(separator: " ")
    guard words.contains("+all") || words.contains("all") else { return [] }
    return [
      SenderFinding(
        "spf", .wrong, subject,
        "the record ends with \(words.contains("+all") ? "+all" : "all"): anyone may send for the domain",
        why: Self.why, help: "end it with ~all or -all")
    ]
  }

  /// The record to publish: what is there, and the relays.
  private func record(for found: [String]) -> SenderFinding.Record {
    var words = (found.first ?? "v=spf1 ~all").split(separator: " ").map(String.init)
    let last =
      words.lastIndex { $0.lowercased().hasSuffix("all") || $0.lowercased().hasPrefix("redirect=") }
      ?? words.count
    let terms = hosts.map(Self.term)
    for term in Set(terms).sorted() where !words.contains(term) { words.insert(term, at: last) }
    return SenderFinding.Record(name: bounceDomain, value: words.joined(separator: " "))
  }

  /// Several records put together.
  private func merged(_ records: [String]) -> SenderFinding.Record? {
    var words = ["v=spf1"]
    for word in records.flatMap({ $0.split(separator: " ").dropFirst().map(String.init) })
    where !word.lowercased().hasSuffix("all") && !words.contains(word) {
      words.append(word)
    }
    return SenderFinding.Record(name: bounceDomain, value: (words + ["~all"]).joined(separator: " "))
  }

  /// What providers ask their customers to include, by the end of their relay's name.
  private static let providers: [(suffix: String, domain: String)] = [
    ("amazonaws.com", "amazonses.com"), ("sendgrid.net", "sendgrid.net"), ("mailgun.org", "mailgun.org"),
    ("postmarkapp.com", "spf.mtasv.net"), ("gmail.com", "_spf.google.com"), ("google.com", "_spf.google.com"),
    ("office365.com", "spf.protection.outlook.com"), ("outlook.com", "spf.protection.outlook.com"),
    ("api.sendgrid.com", "sendgrid.net"), ("mailgun.net", "mailgun.org"),
    ("api.resend.com", "amazonses.com"),
    ("sparkpost.com", "_spf.sparkpostmail.com"), ("brevo.com", "spf.brevo.com"),
    ("sendinblue.com", "spf.brevo.com"), ("mailjet.com", "spf.mailjet.com"),
  ]

  private static func term(for host: String) -> String {
    if let address = IPAddress(host) { return "\(address.isV4 ? "ip4" : "ip6"):\(host)" }
    let host = host.lowercased()
    let known = providers.first { host == $0.suffix || host.hasSuffix(".\($0.suffix)") }
    return known.map { "include:\($0.domain)" } ?? "a:\(host)"
  }
}

extension SMTPSettings {
  /// Whether the relay is this machine by definition.
  var isLoopback: Bool {
    host == "localhost" || host == "::1" || (host.hasPrefix("127.") && IPAddress(host) != nil)
  }
}
