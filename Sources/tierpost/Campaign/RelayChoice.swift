import Mailroom
import Sending

/// Makes the relay that settings describe, with its password.
enum RelayChoice {
  static func upstream(_ settings: SMTPSettings, in workspace: Workspace) throws -> SMTPUpstream {
    var credentials: SMTPUpstream.Credentials?
    if let user = settings.user, let source = settings.password {
      credentials = SMTPUpstream.Credentials(
        user: user, password: try workspace.secret(source, of: "password"), mechanism: settings.mechanism)
    }
    var upstream: SMTPUpstream
    do {
      upstream = try SMTPUpstream(
        scheme: settings.scheme, host: settings.host, port: settings.port,
        ehloName: settings.ehloName ?? Surroundings.hostName, credentials: credentials)
    } catch {
      throw Failure("the sender's relay: \(error)", code: Exit.configuration)
    }
    upstream.limits.connections = settings.connections
    upstream.limits.messagesPerConnection = settings.messagesPerConnection
    upstream.limits.connectionAge = .seconds(settings.connectionAge)
    if let certificate = settings.clientCertificate {
      upstream.clientCertificate = SMTPUpstream.ClientCertificate(
        file: workspace.path(certificate), keyFile: settings.clientKeyFile.map(workspace.path))
    }
    upstream.authorityFile = settings.authorityFile.map(workspace.path)
    upstream.tls = settings.tls
    if let timeout = settings.timeout { upstream.timeouts = SMTPTimeouts(answer: .seconds(timeout)) }
    return upstream
  }
}
