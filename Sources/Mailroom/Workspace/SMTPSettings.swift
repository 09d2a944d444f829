package import Sending
internal import Settings

/// How a sender reaches its relay, before its password is known.
package struct SMTPSettings: Sendable {
  static let keys = [
    "user", "password_env", "password_file", "auth", "connections", "ehlo_name", "plain_text", "ca_file",
    "timeout", "client_certificate", "client_key_file", "messages_per_connection", "connection_age",
  ]

  package let scheme: SMTPUpstream.Scheme
  package let host: String
  package let port: Int?
  package let user: String?
  package let password: SecretSource?
  package let mechanism: SMTPUpstream.AuthMechanism?
  /// Connections at once.
  package let connections: Int
  /// Messages that one connection carries before another takes its place.
  package let messagesPerConnection: Int
  /// Seconds after which a connection takes no further message.
  package let connectionAge: Int
  package let ehloName: String?
  /// `plain_text:` allow is for a relay that offers no TLS, refuse holds loopback to TLS too; without it loopback alone
  /// is talked to in plain text.
  package let tls: SMTPUpstream.TLSPolicy
  package let authorityFile: String?
  /// PEM files of the certificate that this side shows, and of its key; both paths as written.
  package let clientCertificate: String?
  package let clientKeyFile: String?
  /// Seconds that any answer of the relay is waited for; nil for the times of RFC 5321 section 4.5.3.2, up to ten minutes.
  ///
  /// A short one puts mails in doubt that the relay is slow to take.
  package let timeout: Int?

  init?(_ url: SettingsValue, _ keys: MappingReader) {
    user = keys.optional("user")?.string()
    let variable = keys.optional("password_env")?.string()
    let file = keys.optional("password_file")?.string()
    mechanism = keys.optional("auth")?.choice(["plain", "login", "xoauth2"]).flatMap {
      SMTPUpstream.AuthMechanism(rawValue: $0.uppercased())
    }
    connections = Int(keys.optional("connections")?.integer(in: 1...200) ?? 10)
    messagesPerConnection = Int(keys.optional("messages_per_connection")?.integer(in: 1...1_000_000) ?? 100)
    connectionAge = Int(keys.optional("connection_age")?.integer(in: 1...86_400) ?? 300)
    ehloName = keys.optional("ehlo_name")?.string()
    tls =
      switch keys.optional("plain_text")?.choice(["allow", "refuse"]) {
      case "allow": .allowPlainText
      case "refuse": .required
      default: .requiredExceptLoopback
      }
    timeout = keys.optional("timeout")?.integer(in: 1...3_600).map { Int($0) }
    authorityFile = keys.optional("ca_file")?.string()
    clientCertificate = keys.optional("client_certificate")?.string()
    clientKeyFile = keys.optional("client_key_file")?.string()
    if keys.has("client_key_file"), !keys.has("client_certificate") {
      keys.fail(at: "client_key_file", "a key needs client_certificate:, the certificate that it belongs to")
    }
    if let password = keys.optional("password") {
      password.fail(
        "a password does not belong in a settings file", help: "use password_env: or password_file:")
    }
    if variable != nil, file != nil {
      keys.fail(at: "password_file", "the password comes from password_env or password_file, not from both")
    }
    password = variable.map(SecretSource.environment) ?? file.map(SecretSource.file)
    if user != nil, password == nil { keys.fail(at: "user", "a user needs password_env: or password_file:") }
    if user == nil, password != nil {
      keys.fail(at: keys.has("password_env") ? "password_env" : "password_file", "a password needs user:")
    }
    guard let text = url.string() else { return nil }
    guard let parsed = Self.parse(text) else {
      // What may hold a password is not repeated.
      if text.contains("@") {
        url.fail("the address of a relay holds no user and no password", help: "use user: and password_env:")
      } else {
        url.fail(
          "'\(text)' is not the address of a relay",
          help: "for example smtp://relay.example:587 or smtps://relay.example")
      }
      return nil
    }
    (scheme, host, port) = parsed
  }

  /// `smtp://host`, `smtps://host:port`, `smtp://[::1]:2525`.
  private static func parse(_ text: String) -> (SMTPUpstream.Scheme, String, Int?)? {
    guard let colon = text.firstIndex(of: ":"),
      let scheme = SMTPUpstream.Scheme(rawValue: String(text[..<colon])),
      text[colon...].hasPrefix("://")
    else { return nil }
    var rest = text[colon...].dropFirst(3)
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    var host = rest
    var port: Int?
    if rest.hasPrefix("["), let close = rest.firstIndex(of: "]") {
      host = rest[rest.index(after: rest.startIndex)..<close]
      rest = rest[rest.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
    } else if let colon = rest.firstIndex(of: ":") {
      host = rest[..<colon]
      rest = rest[colon...]
    } else {
      rest = ""
    }
    if rest.hasPrefix(":") {
      guard let number = Int(rest.dropFirst()), (1...65_535).contains(number) else { return nil }
      port = number
    }
    guard !host.isEmpty, !host.contains(where: { "/@?# ".contains($0) }) else { return nil }
    return (scheme, String(host), port)
  }
}
