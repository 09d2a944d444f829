internal import Mail
internal import PartnerProgram

extension SenderDoctor {
  /// The domains that answers and bounces go to: they exist and take mail (RFC 5321 5.1, RFC 7505).
  func domains() throws(ResolverError) -> [SenderFinding] {
    var places: [(what: String, domain: String)] = [("From", fromDomain)]
    if bounceDomain != fromDomain { places.append(("bounces:", bounceDomain)) }
    if let reply = sender.replyTo?.address.domain, !places.contains(where: { $0.domain == reply }) {
      places.append(("reply_to:", reply))
    }
    if let leave = program.unsubscribe?.mail?.domain, !places.contains(where: { $0.domain == leave }) {
      places.append(("unsubscribe: mail:", leave))
    }
    var findings: [SenderFinding] = []
    for place in places { findings.append(try mailDomain(place.what, place.domain)) }
    return findings
  }

  private func mailDomain(_ what: String, _ domain: String) throws(ResolverError) -> SenderFinding {
    let why =
      "Receivers check that the domain of a sender exists and takes answers; Microsoft asks for it by name."
    let subject = "MX \(domain) (\(what))"
    guard !domain.hasPrefix("[") else {
      return SenderFinding(
        "domain", .wrong, subject, "the address has no domain but an address literal", why: why)
    }
    let hosts = try resolver.exchangers(of: domain)
    if hosts.contains(where: \.host.isEmpty) {
      return SenderFinding(
        "domain", .wrong, subject, "the domain says that it takes no mail: MX 0 .", why: why,
        record: SenderFinding.Record(name: domain, type: "MX", value: "10 mail.\(domain)."))
    }
    var reached = 0
    for host in hosts where reached == 0 { reached += try resolver.addresses(of: host.host).count }
    if let first = hosts.first {
      guard reached > 0 else {
        return SenderFinding(
          "domain", .wrong, subject, "no host of its MX records has an address, first \(first.host)", why: why
        )
      }
      return SenderFinding(
        "domain", .good, subject, "mail goes to \(hosts.map(\.host).joined(separator: ", "))")
    }
    guard try !resolver.addresses(of: domain).isEmpty else {
      return SenderFinding(
        "domain", .wrong, subject, "the domain has neither MX nor address records", why: why,
        record: SenderFinding.Record(name: domain, type: "MX", value: "10 mail.\(domain)."))
    }
    return SenderFinding(
      "domain", .warning, subject, "the domain has no MX record, so mail goes to its web address", why: why,
      record: SenderFinding.Record(name: domain, type: "MX", value: "10 mail.\(domain)."))
  }
}
