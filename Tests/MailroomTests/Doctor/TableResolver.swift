import Sending

@testable import Mailroom

/// DNS from a table; names that are not in it have no records.
struct TableResolver: Resolver {
  var texts: [String: [String]] = [:]
  var exchangers: [String: [MailExchanger]] = [:]
  var addresses: [String: [String]] = [:]
  /// Names that no server answers for.
  var failing: Set<String> = []

  func texts(of name: String) throws(ResolverError) -> [String] { try found(texts[name], name) }
  func exchangers(of name: String) throws(ResolverError) -> [MailExchanger] {
    try found(exchangers[name], name)
  }
  func addresses(of name: String) throws(ResolverError) -> [IPAddress] {
    try found(addresses[name], name).compactMap { IPAddress($0) }
  }

  private func found<Value>(_ values: [Value]?, _ name: String) throws(ResolverError) -> [Value] {
    if failing.contains(name) { throw ResolverError(name: name) }
    return values ?? []
  }
}

/// Relays and web servers from a table.
struct TableProbe: RelayProbe {
  var facts = RelayFacts(name: "smtp://relay.example:587")
  var status: Int?

  func relay(_ settings: SMTPSettings) -> RelayFacts { facts }
  func api(_ settings: ProviderSettings) -> RelayFacts {
    var facts = facts
    facts.name = settings.address.name
    return facts
  }
  func oneClick(_ url: String) -> Int? { status }
}
