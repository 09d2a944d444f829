/// Where a provider listens: an `https:` address, or a plain `http:` one of this machine.
package struct HTTPEndpoint: Sendable, Hashable {
  package let isSecure: Bool
  /// A name, an IPv4 address or an IPv6 address without brackets.
  package let host: String
  package let port: Int
  /// The path and the query, empty or beginning with `/`.
  package let path: String

  /// Takes an address such as `https://api.example` or `https://api.example:8443/mail?tenant=7`.
  package init(_ text: String) throws(HTTPEndpointError) {
    guard text.utf8.allSatisfy(Self.isPlain) else { throw .badCharacter }
    if text.hasPrefix("https://") {
      isSecure = true
    } else if text.hasPrefix("http://") {
      isSecure = false
    } else {
      throw .badScheme
    }
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let tail = String(rest[authority.endIndex...])
    guard !authority.contains("@") else { throw .credentials }
    (host, port) = try Self.hostAndPort(authority, defaultPort: isSecure ? 443 : 80)
    path = tail.hasPrefix("?") ? "/\(tail)" : tail
    if !isSecure, !isLoopback { throw .plainText }
  }

  /// `https://host:port`, for people: neither path nor query, which may be a secret.
  package var name: String {
    let host = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (isSecure ? 443 : 80)
    return (isSecure ? "https://" : "http://") + host + (isUsual ? "" : ":\(port)")
  }

  /// The address of something below this one.
  func url(_ path: String) -> String {
    var base = self.path
    if !path.isEmpty, base.hasSuffix("/") { base.removeLast() }
    return name + base + path
  }

  /// Whether the host is this machine by definition: 127.0.0.0/8, ::1 or `localhost`.
  package var isLoopback: Bool { host.lowercased() == "localhost" || Self.isLoopback(address: host) }

  /// Whether an address, in digits, is one of this machine's own.
  static func isLoopback(address: String) -> Bool {
    if address == "::1" { return true }
    let parts = address.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func hostAndPort(
    _ authority: Substring, defaultPort: Int
  ) throws(HTTPEndpointError) -> (String, Int) {
    var host = authority
    var rest = Substring()
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      host = authority[..<end].dropFirst()
      rest = authority[end...].dropFirst()
      guard host.utf8.allSatisfy(isAddressByte) else { throw .badHost }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        rest = authority[colon...]
      }
      guard host.utf8.allSatisfy(isNameByte) else { throw .badHost }
    }
    guard !host.isEmpty else { throw .badHost }
    if rest.isEmpty { return (String(host), defaultPort) }
    guard rest.hasPrefix(":"), let port = Int(rest.dropFirst()), (1...65_535).contains(port) else {
      throw .badPort
    }
    return (String(host), port)
  }

  /// Visible ASCII that needs no encoding in an address (RFC 3986), and no `#`.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
      UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"):
      false
    default: byte > 0x20 && byte < 0x7f
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
      || Character(Unicode.Scalar(byte)).hexDigitValue != nil
  }
}

/// Why a text is no address of a provider; never repeats it, as it may hold a secret.
package enum HTTPEndpointError: Error, Sendable, Equatable, CustomStringConvertible {
  case badScheme, badHost, badPort, badCharacter, credentials, plainText

  package var description: String {
    switch self {
    case .badScheme: "the address must begin with https://"
    case .badHost: "the address has no host name"
    case .badPort: "the address has a port that is none (1 to 65535)"
    case .badCharacter: "the address has a character that must be percent-encoded"
    case .credentials: "the address holds a user or a password"
    case .plainText: "plain http: is for this machine alone; anything else needs https:"
    }
  }
}
