/// A DMARC record and where it was found (RFC 9989 4.7, 4.10).
struct DMARCRecord {
  enum Policy: String { case none, quarantine, reject }

  /// Why a record says nothing to a receiver.
  struct Failure: Error { let reason: String }

  let policy: Policy
  let subdomainPolicy: Policy?
  /// Whether DKIM's and SPF's domains must be the From domain itself.
  let isStrictDKIM: Bool
  let isStrictSPF: Bool
  let hasReports: Bool
  /// `psd=`: y, n or u.
  let publicSuffix: String

  static func isDMARC(_ text: String) -> Bool {
    TagList(text)?.tags.first.map { $0.name == "v" && $0.value == "DMARC1" } ?? text.hasPrefix("v=DMARC1")
  }

  init(_ text: String) throws(Failure) {
    guard let tags = TagList(text) else {
      throw Failure(reason: "is not a list of tags such as v=DMARC1; p=none")
    }
    policy = try Self.policy(tags, "p") ?? .none
    subdomainPolicy = try Self.policy(tags, "sp")
    isStrictDKIM = try Self.choice(tags, "adkim", ["r", "s"]) == "s"
    isStrictSPF = try Self.choice(tags, "aspf", ["r", "s"]) == "s"
    publicSuffix = try Self.choice(tags, "psd", ["u", "n", "y"]) ?? "u"
    let reports = tags["rua"]?.split(separator: ",").map { TagList.trimmed($0).lowercased() }
    if let reports, reports.isEmpty || !reports.allSatisfy({ $0.hasPrefix("mailto:") && $0.contains("@") }) {
      throw Failure(reason: "has a rua= that is not a list of mailto: addresses")
    }
    hasReports = reports != nil
    guard tags["p"] != nil || hasReports else { throw Failure(reason: "has no p=, the policy") }
  }

  private static func policy(_ tags: TagList, _ name: String) throws(Failure) -> Policy? {
    guard let value = tags[name] else { return nil }
    guard let policy = Policy(rawValue: value.lowercased()) else {
      throw Failure(reason: "has \(name)=\(value), which is not none, quarantine or reject")
    }
    return policy
  }

  private static func choice(_ tags: TagList, _ name: String, _ words: [String]) throws(Failure) -> String? {
    guard let value = tags[name]?.lowercased() else { return nil }
    guard words.contains(value) else {
      throw Failure(reason: "has \(name)=\(value), which is not one of \(words.joined(separator: ", "))")
    }
    return value
  }
}

/// A domain and its parents, as DMARC walks up them (RFC 9989 4.10).
struct DMARCTree {
  /// The domains asked, the first the one that was looked for, with their records' texts.
  let steps: [(domain: String, records: [String])]

  init(of domain: String, _ resolver: any Resolver) throws(ResolverError) {
    var steps: [(String, [String])] = []
    for name in Self.names(domain) {
      let records = try resolver.texts(of: "_dmarc.\(name)").filter(DMARCRecord.isDMARC)
      steps.append((name, records))
      if records.count == 1, let record = try? DMARCRecord(records[0]), record.publicSuffix != "u" { break }
    }
    self.steps = steps
  }

  /// The domain, then its parents down to one label, at most eight in all.
  private static func names(_ domain: String) -> [String] {
    let labels = domain.split(separator: ".").map(String.init)
    var starts = Array(0..<labels.count)
    if starts.count > 8 { starts = [0] + starts.suffix(7) }
    return starts.map { labels[$0...].joined(separator: ".") }
  }

  /// The record that applies: the nearest, where it is single.
  var nearest: (domain: String, records: [String])? { steps.first { !$0.records.isEmpty } }

  /// The organization's domain: that of the record with psd=n, or below the one with psd=y, else the topmost with one.
  var organization: String {
    for (place, step) in steps.enumerated() {
      guard step.records.count == 1, let record = try? DMARCRecord(step.records[0]) else { continue }
      if record.publicSuffix == "n" { return step.domain }
      if record.publicSuffix == "y" { return place > 0 ? steps[place - 1].domain : step.domain }
    }
    return steps.last { $0.records.count == 1 }?.domain ?? steps[0].domain
  }

  /// Whether two domains belong to one organization.
  static func areAligned(
    _ one: String, _ other: String, isStrict: Bool, _ resolver: any Resolver
  ) throws(ResolverError) -> Bool {
    if one == other { return true }
    if isStrict { return false }
    return try DMARCTree(of: one, resolver).organization == DMARCTree(of: other, resolver).organization
  }
}
