extension SenderDoctor {
  private static let why =
    "Gmail, Yahoo and Microsoft refuse bulk mail whose From domain has no DMARC record, or whose From is aligned with "
    + "neither SPF nor DKIM."

  /// The DMARC record of the From domain (RFC 9989), and whether what is signed and where bounces go is aligned.
  func dmarc() throws(ResolverError) -> [SenderFinding] {
    let subject = "TXT _dmarc.\(fromDomain)"
    let tree = try DMARCTree(of: fromDomain, resolver)
    guard let (domain, records) = tree.nearest else {
      return [
        SenderFinding(
          "dmarc", .wrong, subject, "there is no DMARC record", why: Self.why, record: suggestion(fromDomain))
      ]
    }
    let place = "TXT _dmarc.\(domain)"
    guard records.count == 1 else {
      return [
        SenderFinding(
          "dmarc", .wrong, place, "there are \(records.count) DMARC records; receivers then take none",
          why: Self.why, help: "keep only one")
      ]
    }
    let record: DMARCRecord
    do throws(DMARCRecord.Failure) {
      record = try DMARCRecord(records[0])
    } catch {
      return [
        SenderFinding(
          "dmarc", .wrong, place, "the record \(error.reason)", why: Self.why, record: suggestion(domain),
          help: "found: \(records[0])")
      ]
    }
    var findings = [
      SenderFinding("dmarc", .good, place, "policy \(policy(record, domain).rawValue): \(records[0])")
    ]
    if !record.hasReports {
      findings.append(
        SenderFinding(
          "dmarc", .note, place, "nobody gets reports",
          why: "Receivers' daily reports are the only way to see who sends in the domain's name.",
          help: "add rua=mailto: with an address that is read"))
    }
    return try findings + [alignment(record)]
  }

  private func policy(_ record: DMARCRecord, _ domain: String) -> DMARCRecord.Policy {
    domain == fromDomain ? record.policy : record.subdomainPolicy ?? record.policy
  }

  private func alignment(_ record: DMARCRecord) throws(ResolverError) -> SenderFinding {
    let spf = try DMARCTree.areAligned(fromDomain, bounceDomain, isStrict: record.isStrictSPF, resolver)
    var dkim: [String] = []
    for file in keyFiles {
      let domain = file.settings.domain
      if try DMARCTree.areAligned(fromDomain, domain, isStrict: record.isStrictDKIM, resolver) {
        dkim.append(domain)
      }
    }
    let bounces = "bounces go to \(bounceDomain)\(record.isStrictSPF ? " (strict)" : "")"
    let signed =
      dkim.isEmpty ? "no signature is made for it" : "mails are signed as \(dkim.joined(separator: ", "))"
    let subject = "alignment with \(fromDomain)"
    switch (spf, !dkim.isEmpty) {
    case (true, true):
      return SenderFinding("dmarc", .good, subject, "\(bounces), \(signed): both are aligned")
    case (false, true):
      return SenderFinding(
        "dmarc", .note, subject, "\(signed), which is aligned; \(bounces), which is not",
        why: "One of the two is enough for DMARC; with both a mail that is changed on its way still passes.")
    case (true, false):
      return SenderFinding(
        "dmarc", .warning, subject, "\(bounces), which is aligned; \(signed)",
        why: "SPF does not survive forwarding, so those mails fail DMARC.",
        help: "tierpost dkim-key --selector s1 makes a key")
    case (false, false):
      return SenderFinding(
        "dmarc", keyFiles.isEmpty ? .warning : .wrong, subject, "\(bounces), which is not aligned; \(signed)",
        why: Self.why, help: "set bounces: to an address at \(fromDomain), and sign as \(fromDomain)")
    }
  }

  private func suggestion(_ domain: String) -> SenderFinding.Record {
    SenderFinding.Record(name: "_dmarc.\(domain)", value: "v=DMARC1; p=none; rua=mailto:dmarc@\(domain)")
  }
}
