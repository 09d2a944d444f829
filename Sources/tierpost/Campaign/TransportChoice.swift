import FoundationEssentials
import Mailroom
import Sending

/// Makes the transport that a sender's settings ask for.
struct TransportChoice {
  let transport: any Transport
  /// For the record of attempts and for talk; a delivery of a sender with several upstreams names its own.
  let upstream: String

  init(_ sender: SenderSettings, in workspace: Workspace, campaign: String, edition: String) throws {
    let maker = try TransportMaker(sender, in: workspace, fileName: "\(campaign)-\(edition)")
    let members = try sender.upstreams.map(maker.member)
    if members.count == 1 {
      transport = members[0].transport
      upstream = members[0].name
    } else {
      transport = UpstreamPool(members)
      upstream = members.map(\.name).joined(separator: ", ")
    }
  }
}

/// Makes each upstream of one sender; they share the limits of recipients' domains.
private struct TransportMaker {
  let sender: SenderSettings
  let workspace: Workspace
  /// For the files of a folder.
  let fileName: String
  private let clock: WallClock
  private let domains: DomainPace

  init(_ sender: SenderSettings, in workspace: Workspace, fileName: String) throws {
    self.sender = sender
    self.workspace = workspace
    self.fileName = fileName
    let now = Surroundings.microseconds()
    clock = WallClock(now)
    let file = try Self.paceFile(sender.domainLimits.isEmpty, sender, "domains", in: workspace)
    domains = try Self.counted { () throws(PaceError) in
      try DomainPace(sender.domainLimits, file: file, now: now, random: Surroundings.random)
    }
  }

  func member(_ settings: UpstreamSettings) throws -> UpstreamPool.Member {
    let made: (name: String, transport: any Transport)
    switch settings.carrier {
    case .folder(let path): made = ("folder \(path)", folder(path))
    case .smtp(let smtp): made = try relay(smtp, pace: try pace(settings))
    case .provider(let http): made = try provider(http, pace: try pace(settings))
    }
    return UpstreamPool.Member(
      name: settings.name ?? made.name, weight: settings.weight, transport: made.transport)
  }

  private func folder(_ path: String) -> any Transport {
    let folder = workspace.path(path)
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return FolderTransport(folder: folder, name: fileName)
  }

  /// The limits of one upstream, as far as they were used up before.
  private func pace(_ settings: UpstreamSettings) throws -> Pace {
    let file = try Self.paceFile(
      settings.limits.isEmpty, sender, settings.name.map { "upstream-\($0)" } ?? "upstream", in: workspace)
    return try Self.counted { () throws(PaceError) in
      try Pace(settings.limits, domains: domains, file: file, now: clock.time(at: .now))
    }
  }

  /// Where limits are counted from run to run: `Data/pace/SENDER/NAME`; nil without any.
  private static func paceFile(
    _ isUnlimited: Bool, _ sender: SenderSettings, _ name: String, in workspace: Workspace
  ) throws -> String? {
    if isUnlimited { return nil }
    guard UpstreamSettings.isName(sender.name) else {
      throw Failure(
        "a sender with limits is called by letters, digits, hyphens, dots and underscores",
        code: Exit.configuration)
    }
    let folder = workspace.path("Data/pace/\(sender.name)")
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Failure("Data/pace, where limits are counted, cannot be made", code: Exit.inputOutput)
    }
    return "\(folder)/\(name)"
  }

  private static func counted<Value>(_ make: () throws(PaceError) -> Value) throws -> Value {
    do {
      return try make()
    } catch {
      throw Failure("\(error)", code: error.kind == .inUse ? Exit.tryAgain : Exit.inputOutput)
    }
  }

  private func relay(_ settings: SMTPSettings, pace: Pace) throws -> (String, any Transport) {
    let upstream = try RelayChoice.upstream(settings, in: workspace)
    return (
      upstream.name, SMTPTransport(upstream: upstream, pace: pace, clock: clock, random: Surroundings.random)
    )
  }

  private func provider(_ settings: ProviderSettings, pace: Pace) throws -> (String, any Transport) {
    let upstream: HTTPUpstream
    do {
      upstream = try settings.upstream(
        reading: { try workspace.secret($0, of: $1) }, path: workspace.path)
    } catch let error as ProviderError {
      throw Failure("the sender's provider: \(error)", code: Exit.configuration)
    }
    return (
      upstream.name, HTTPTransport(upstream: upstream, pace: pace, clock: clock, random: Surroundings.random)
    )
  }
}
