/// A mail relay and how to talk to it.
package struct SMTPUpstream: Sendable {
  package enum Scheme: String, Sendable {
    /// Begins in plain text and turns to TLS by STARTTLS (RFC 3207). Usual port 587.
    case smtp
    /// TLS from the first byte (RFC 8314). Usual port 465.
    case smtps
  }

  package enum TLSPolicy: Sendable, Equatable {
    /// TLS with a verified certificate, except to a loopback address, which is talked to in plain text.
    case requiredExceptLoopback
    /// TLS with a verified certificate, to loopback too.
    case required
    /// STARTTLS where the server offers it (then verified), plain text where not. Log it.
    case allowPlainText
  }

  package enum AuthMechanism: String, Sendable {
    case plain = "PLAIN"
    case login = "LOGIN"
    case xoauth2 = "XOAUTH2"
  }

  package struct Credentials: Sendable {
    package let user: String
    /// The password, or the bearer token for XOAUTH2.
    package let password: Secret
    /// The one mechanism to use; without it PLAIN, else LOGIN.
    package let mechanism: AuthMechanism?

    package init(user: String, password: Secret, mechanism: AuthMechanism? = nil) {
      self.user = user
      self.password = password
      self.mechanism = mechanism
    }
  }

  /// What this side shows in the TLS handshake.
  package struct ClientCertificate: Sendable, Equatable {
    /// PEM file of the certificate and its chain.
    package let file: String
    /// PEM file of its key, without a passphrase; nil where the certificate's file holds it.
    package let keyFile: String?

    package init(file: String, keyFile: String? = nil) {
      self.file = file
      self.keyFile = keyFile
    }
  }

  package let scheme: Scheme
  /// A name, an IPv4 address or an IPv6 address without brackets.
  package let host: String
  package let port: Int
  /// The name this machine gives in EHLO: a host name or an address literal such as `[192.0.2.1]`.
  package let ehloName: String
  package var tls: TLSPolicy = .requiredExceptLoopback
  /// PEM file of the authorities to trust in place of the system's.
  package var authorityFile: String?
  package var clientCertificate: ClientCertificate?
  package var credentials: Credentials?
  package var limits = SMTPLimits()
  package var timeouts = SMTPTimeouts()
  /// Loopback is held to the rules of a remote host, so that a test sees them at work.
  var treatLoopbackAsRemote = false

  /// Throws `SMTPUpstreamError` for what could not be put on the wire.
  package init(
    scheme: Scheme, host: String, port: Int? = nil, ehloName: String, credentials: Credentials? = nil
  ) throws(SMTPUpstreamError) {
    guard !host.isEmpty, host.utf8.allSatisfy(Self.isHostByte) else { throw .badHost }
    guard !ehloName.isEmpty, ehloName.utf8.allSatisfy({ Self.isHostByte($0) || $0 == 0x5b || $0 == 0x5d })
    else { throw .badEHLOName }
    let port = port ?? (scheme == .smtp ? 587 : 465)
    guard (1...65535).contains(port) else { throw .badPort(port) }
    if let credentials, credentials.user.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) { throw .badUser }
    self.scheme = scheme
    self.host = host
    self.port = port
    self.ehloName = ehloName
    self.credentials = credentials
  }

  /// `scheme://host:port`, for people; no credentials.
  package var name: String {
    "\(scheme.rawValue)://\(host.utf8.contains(0x3a) ? "[\(host)]" : host):\(port)"
  }

  /// Whether the host is this machine by definition: 127.0.0.0/8, ::1 or `localhost`.
  package var isLoopback: Bool {
    if host == "::1" || host.lowercased() == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Why an upstream's settings cannot be used.
package enum SMTPUpstreamError: Error, Sendable, Equatable, CustomStringConvertible {
  case badHost, badEHLOName, badUser
  case badPort(Int)

  package var description: String {
    switch self {
    case .badHost: "the host is not a host name or address"
    case .badEHLOName: "the EHLO name is not a host name or address literal"
    case .badUser: "the user name has control characters"
    case .badPort(let port): "\(port) is not a port (1 to 65535)"
    }
  }
}
