/// Asks DNS; a name without records of the type has none, and is no error.
package protocol Resolver: Sendable {
  /// The TXT records of a name, each with its strings put together (RFC 7208 3.3).
  func texts(of name: String) throws(ResolverError) -> [String]
  /// The MX records of a name, the most preferred first.
  func exchangers(of name: String) throws(ResolverError) -> [MailExchanger]
  /// The A and AAAA records of a name.
  func addresses(of name: String) throws(ResolverError) -> [IPAddress]
}

/// An MX record (RFC 5321 5.1).
package struct MailExchanger: Sendable, Hashable {
  package let preference: Int
  /// In lower case without the dot at its end; empty for the null MX (RFC 7505).
  package let host: String

  package init(preference: Int, host: String) {
    self.preference = preference
    self.host = host
  }
}

/// DNS could not be asked: that says nothing about the name.
package struct ResolverError: Error, Sendable, Hashable, CustomStringConvertible {
  package let name: String

  package init(name: String) { self.name = name }

  package var description: String { "no name server answers for \(name)" }
}
