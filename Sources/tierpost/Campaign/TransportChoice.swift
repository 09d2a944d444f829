import FoundationEssentials
import Mailroom
import Sending

/// Makes the transport that a sender's settings ask for.
struct TransportChoice {
  let transport: any Transport
  /// For the record of attempts and for talk.
  let upstream: String

  init(_ sender: SenderSettings, in workspace: Workspace, campaign: String, edition: String) throws {
    let settings = sender.upstreams[0]
    guard sender.upstreams.count == 1, settings.limits.isEmpty, sender.domainLimits.isEmpty else {
      throw Failure("upstreams: and limits: are not available yet", code: Exit.configuration)
    }
    switch settings.carrier {
    case .folder(let path):
      let folder = workspace.path(path)
      try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      transport = FolderTransport(folder: folder, name: "\(campaign)-\(edition)")
      upstream = "folder \(path)"
    case .smtp(let settings):
      let smtp = try Self.upstream(settings, in: workspace)
      transport = SMTPTransport(upstream: smtp)
      upstream = smtp.name
    case .provider(let settings):
      let http = try Self.upstream(settings, in: workspace)
      transport = HTTPTransport(upstream: http)
      upstream = http.name
    }
  }

  private static func upstream(_ settings: ProviderSettings, in workspace: Workspace) throws -> HTTPUpstream {
    do {
      return try settings.upstream(
        reading: { try secret($0, key: $1, in: workspace) }, path: workspace.path)
    } catch let error as ProviderError {
      throw Failure("the sender's provider: \(error)", code: Exit.configuration)
    }
  }

  private static func upstream(_ settings: SMTPSettings, in workspace: Workspace) throws -> SMTPUpstream {
    var credentials: SMTPUpstream.Credentials?
    if let user = settings.user, let source = settings.password {
      credentials = SMTPUpstream.Credentials(
        user: user, password: try secret(source, key: "password", in: workspace), mechanism: settings.mechanism)
    }
    do {
      var upstream = try SMTPUpstream(
        scheme: settings.scheme, host: settings.host, port: settings.port,
        ehloName: settings.ehloName ?? Surroundings.hostName, credentials: credentials)
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
    } catch {
      throw Failure("the sender's relay: \(error)", code: Exit.configuration)
    }
  }

  /// Reads a secret; `key` is its key in the settings, without `_env` and `_file`.
  private static func secret(
    _ source: SMTPSettings.PasswordSource, key: String, in workspace: Workspace
  ) throws -> Secret {
    switch source {
    case .environment(let name):
      guard let value = Surroundings.environment(name), !value.isEmpty else {
        throw Failure("the environment has no \(name), which \(key)_env: names", code: Exit.configuration)
      }
      return Secret(value)
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: workspace.path(path)) else {
        throw Failure("the file of \(key)_file: cannot be read", code: Exit.noPermission)
      }
      return Secret(String(decoding: data, as: UTF8.self).trimmingWhitespace)
    }
  }
}
