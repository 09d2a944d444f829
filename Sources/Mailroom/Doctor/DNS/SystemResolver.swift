internal import CResolver

/// The name servers of this machine, or one that is named; asks again by TCP where an answer is too long.
package struct SystemResolver: Resolver {
  /// A name server, by its IPv4 address.
  package struct Server: Sendable {
    package let address: String
    package let port: Int

    /// Reads `192.0.2.1` or `192.0.2.1:5353`.
    package init?(_ text: String) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count <= 2, let address = IPAddress(String(parts[0])), address.isV4 else { return nil }
      let port = parts.count == 2 ? Int(parts[1]) : 53
      guard let port, (1...65_535).contains(port) else { return nil }
      self.address = address.description
      self.port = port
    }
  }

  private let server: Server?
  /// Seconds that one question is waited for, before it is asked a second time.
  private let patience: Int

  package init(server: Server? = nil, patience: Int = 5) {
    self.server = server
    self.patience = patience
  }

  package func texts(of name: String) throws(ResolverError) -> [String] {
    try records(16, of: name) { $0.text($1) }
  }

  package func exchangers(of name: String) throws(ResolverError) -> [MailExchanger] {
    try records(15, of: name) { $0.exchanger($1) }.sorted {
      ($0.preference, $0.host) < ($1.preference, $1.host)
    }
  }

  package func addresses(of name: String) throws(ResolverError) -> [IPAddress] {
    try records(1, of: name) { $0.address($1) } + records(28, of: name) { $0.address($1) }
  }

  private func records<Value>(
    _ type: Int32, of name: String, _ read: (DNSMessage, DNSMessage.Record) -> Value?
  ) throws(ResolverError) -> [Value] {
    // What cannot be asked for has no record.
    guard (1...253).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      return []
    }
    var answer = [UInt8](repeating: 0, count: 65_535)
    let length = tp_resolve(
      name, type, server?.address, Int32(server?.port ?? 53), Int32(patience), &answer, Int32(answer.count))
    if length == -tp_host_not_found || length == -tp_no_data { return [] }
    guard length > 0, let message = DNSMessage(Array(answer.prefix(Int(length)))) else {
      throw ResolverError(name: name)
    }
    // A chain of aliases stands before the records.
    return message.records.filter { $0.type == Int(type) }.compactMap { read(message, $0) }
  }
}
