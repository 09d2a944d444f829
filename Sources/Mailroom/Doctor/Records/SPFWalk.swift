/// Everything an SPF record refers to, followed as a receiver would, but never stopped by a match: how many look-ups
/// that takes, and whether an address is covered (RFC 7208 4.6.4, 5).
struct SPFWalk {
  enum Verdict: Equatable {
    case pass, fail, softFail, neutral
    /// The domain has no record.
    case none
    /// What a receiver calls a permanent error, with the reason.
    case broken(String)
  }

  /// RFC 7208 4.6.4.
  static let mostLookups = 10
  static let mostVoidLookups = 2

  private let resolver: any Resolver
  private let address: IPAddress?
  /// Terms that ask DNS.
  private(set) var lookups = 0
  /// Of those, the ones that found nothing.
  private(set) var voidLookups = 0
  /// Whether a term holds a macro or `ptr`, which only a delivery gives an answer to.
  private(set) var isPartial = false
  private var path: [String] = []

  /// `address` is one to look for; nil counts alone.
  init(resolver: any Resolver, address: IPAddress?) {
    self.resolver = resolver
    self.address = address
  }

  /// The records of a name that are SPF.
  static func records(of domain: String, _ resolver: any Resolver) throws(ResolverError) -> [String] {
    try resolver.texts(of: domain).filter(SPFRecord.isSPF)
  }

  mutating func verdict(of domain: String) throws(ResolverError) -> Verdict {
    guard !path.contains(domain) else { return .broken("\(domain) refers to itself") }
    // Beyond this a receiver has long given up.
    guard lookups <= 50 else { return .broken("more than 50 look-ups") }
    let records = try Self.records(of: domain, resolver)
    guard records.count <= 1 else {
      return .broken("\(domain) has \(records.count) SPF records, and one is allowed")
    }
    guard let text = records.first else { return .none }
    path.append(domain)
    defer { path.removeLast() }
    let record: SPFRecord
    do throws(SPFRecord.Failure) {
      record = try SPFRecord(text)
    } catch {
      return .broken("'\(error.term)' in the record of \(domain) \(error.reason)")
    }
    return try verdict(of: record, domain)
  }

  private mutating func verdict(of record: SPFRecord, _ domain: String) throws(ResolverError) -> Verdict {
    var found: Verdict?
    var hasAll = false
    for term in record.terms {
      if case .all = term.mechanism { hasAll = true }
      switch try match(term.mechanism, domain) {
      case .broken(let reason): return .broken(reason)
      case .holds: found = found ?? Self.verdict(term.qualifier)
      case .fails: break
      }
    }
    guard !hasAll, let redirect = record.redirect else { return found ?? .neutral }
    lookups += 1
    guard !redirect.contains("%") else {
      isPartial = true
      return found ?? .neutral
    }
    let verdict = try verdict(of: redirect)
    if verdict == .none { return .broken("\(domain) redirects to \(redirect), which has no SPF record") }
    if case .broken = verdict { return verdict }
    return found ?? verdict
  }

  private enum Match {
    case holds, fails
    case broken(String)
  }

  private mutating func match(_ mechanism: SPFRecord.Mechanism, _ domain: String) throws(ResolverError)
    -> Match
  {
    switch mechanism {
    case .all: return .holds
    case .ip(let network, let length): return address?.isIn(network, length: length) == true ? .holds : .fails
    case .ptr:
      lookups += 1
      isPartial = true
      return .fails
    case .exists(let name):
      lookups += 1
      guard !isMacro(name) else { return .fails }
      return try found(resolver.addresses(of: name)).isEmpty ? .fails : .holds
    case .a(let name, let v4, let v6):
      lookups += 1
      let name = name ?? domain
      guard !isMacro(name) else { return .fails }
      return holds(try found(resolver.addresses(of: name)), v4, v6)
    case .mx(let name, let v4, let v6):
      lookups += 1
      let name = name ?? domain
      guard !isMacro(name) else { return .fails }
      let hosts = try found(resolver.exchangers(of: name))
      guard hosts.count <= 10 else { return .broken("\(name) has more than 10 MX records") }
      var addresses: [IPAddress] = []
      for host in hosts where !host.host.isEmpty { addresses += try resolver.addresses(of: host.host) }
      return holds(addresses, v4, v6)
    case .include(let name):
      lookups += 1
      guard !isMacro(name) else { return .fails }
      switch try verdict(of: name) {
      case .pass: return .holds
      case .fail, .softFail, .neutral: return .fails
      case .none: return .broken("\(domain) includes \(name), which has no SPF record")
      case .broken(let reason): return .broken(reason)
      }
    }
  }

  private mutating func isMacro(_ name: String) -> Bool {
    if name.contains("%") { isPartial = true }
    return name.contains("%")
  }

  private mutating func found<Value>(_ values: [Value]) -> [Value] {
    if values.isEmpty { voidLookups += 1 }
    return values
  }

  private func holds(_ addresses: [IPAddress], _ v4: Int, _ v6: Int) -> Match {
    addresses.contains { network in address?.isIn(network, length: network.isV4 ? v4 : v6) == true }
      ? .holds : .fails
  }

  private static func verdict(_ qualifier: SPFRecord.Qualifier) -> Verdict {
    switch qualifier {
    case .pass: .pass
    case .fail: .fail
    case .softFail: .softFail
    case .neutral: .neutral
    }
  }
}
