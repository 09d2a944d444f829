import Mail
import Synchronization
import TestSupport
import Testing

@testable import Sending

extension Envelope {
  static func sample(_ id: Int, to recipient: String? = nil, lines: [String] = ["Hello"]) -> Envelope {
    let text = (["From: a@acme.example", "Subject: \(id)", ""] + lines).joined(separator: "\r\n") + "\r\n"
    return Envelope(
      id: ID(rawValue: Int64(id)), sender: EmailAddress(uncheckedLocalPart: "bounce", domain: "acme.example"),
      recipient: EmailAddress(uncheckedLocalPart: recipient ?? "p\(id)", domain: "partner.example"),
      bytes: Array(text.utf8))
  }

  static func samples(_ count: Int) -> [Envelope] { (1...count).map { sample($0) } }
}

extension Delivery.Outcome {
  var kind: String {
    switch self {
    case .accepted: "accepted"
    case .deferred: "deferred"
    case .refused: "refused"
    case .inDoubt: "in doubt"
    }
  }

  var reply: Delivery.Reply {
    switch self {
    case .accepted(let reply), .deferred(let reply), .refused(let reply), .inDoubt(let reply): reply
    }
  }
}

extension [Delivery] {
  var kinds: [String] { map(\.outcome.kind) }
  func count(_ kind: String) -> Int { self.count { $0.outcome.kind == kind } }
}

/// Runs one batch against a faulty server over one connection at a time, and gives back what both sides saw.
func exchange(
  _ script: FaultyServer.Script, _ batch: [Envelope], connections: Int = 1,
  starting: @escaping @Sendable ([Envelope.ID]) throws -> Void = { _ in },
  configure: (inout SMTPUpstream) -> Void = { _ in }
) async throws -> (deliveries: [Delivery], server: FaultyServer.Record, health: TransportHealth) {
  let server = FaultyServer(script)
  defer { server.stop() }
  var upstream = try SMTPUpstream.test(port: server.port)
  upstream.limits.connections = connections
  configure(&upstream)
  let transport = SMTPTransport(upstream: upstream)
  let deliveries = await transport.deliver(batch, starting: starting)
  let health = transport.health
  await transport.close()
  #expect(deliveries.map(\.id) == batch.map(\.id))
  let record = server.record
  let accepted = zip(batch, deliveries).filter { $0.1.outcome.kind == "accepted" }.map { $0.0.bytes }
  for bytes in accepted {
    #expect(
      record.stored.count { $0.bytes == bytes } == 1, "an accepted message is stored once, byte for byte")
  }
  return (deliveries, record, health)
}

/// The same with a server that does all right.
func exchange(
  _ batch: [Envelope], connections: Int = 1,
  starting: @escaping @Sendable ([Envelope.ID]) throws -> Void = { _ in },
  configure: (inout SMTPUpstream) -> Void = { _ in }
) async throws -> (deliveries: [Delivery], server: FaultyServer.Record, health: TransportHealth) {
  try await exchange(
    FaultyServer.Script(), batch, connections: connections, starting: starting, configure: configure)
}

extension SMTPUpstream {
  static func test(
    _ scheme: Scheme = .smtp, port: Int, credentials: Credentials? = nil
  ) throws -> SMTPUpstream {
    try SMTPUpstream(
      scheme: scheme, host: "127.0.0.1", port: port, ehloName: "client.example", credentials: credentials)
  }
}

/// Collects the ids that `starting` was called with.
final class StartedIDs: Sendable {
  private let calls = Mutex<[[Int64]]>([])
  func note(_ ids: [Envelope.ID]) { calls.withLock { $0.append(ids.map(\.rawValue)) } }
  var all: [Int64] { calls.withLock { $0.flatMap(\.self) } }
}

/// True the first time it is asked.
final class OneTime: Sendable {
  private let isTaken = Mutex(false)
  func take() -> Bool {
    isTaken.withLock { isTaken in
      defer { isTaken = true }
      return !isTaken
    }
  }
}

extension SMTPTransport {
  /// Without limits.
  convenience init(upstream: SMTPUpstream) {
    self.init(upstream: upstream, pace: Pace { 0.5 }, clock: WallClock(1_800_000_000_000_000)) { 0.5 }
  }
}
