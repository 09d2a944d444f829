import Foundation
import Mail
import TestSupport
import Testing

@testable import Sending

/// Every implementation of `Transport`, each with an upstream that takes everything and one that is not there.
enum TransportKind: String, CaseIterable, CustomTestStringConvertible {
  case folder, smtp, http

  static let available = allCases.filter { $0 != .http || HTTPServer.isAvailable }

  var testDescription: String { rawValue }

  /// A transport with somewhere to send to.
  struct Running {
    let transport: any Transport
    /// How many messages have arrived.
    let arrived: () throws -> Int
    let stop: () -> Void
  }

  func start() throws -> Running {
    switch self {
    case .folder:
      let folder = FileManager.default.temporaryDirectory.appending(path: "contract-\(UUID().uuidString)")
        .path
      return Running(
        transport: FolderTransport(folder: folder, name: "mail"),
        arrived: {
          let files = try? FileManager.default.contentsOfDirectory(atPath: folder)
          return (files ?? []).count { $0.hasSuffix(".eml") }
        }, stop: { try? FileManager.default.removeItem(atPath: folder) })
    case .smtp:
      let server = FaultyServer()
      return Running(
        transport: SMTPTransport(upstream: try .test(port: server.port)),
        arrived: { server.record.stored.count },
        stop: { server.stop() })
    case .http:
      let server = try HTTPServer()
      var upstream = HTTPUpstream(
        provider: try WebhookProvider(.webhook("https://127.0.0.1:\(server.port)")))
      upstream.authorityFile = server.certificatePath
      return Running(
        transport: HTTPTransport(upstream: upstream), arrived: { try server.requests().count },
        stop: { server.stop() })
    }
  }

  /// A transport whose upstream is not there.
  func unreachable() throws -> any Transport {
    switch self {
    case .folder: FolderTransport(folder: "/proc/no/such/place", name: "mail")
    case .smtp: SMTPTransport(upstream: try .test(port: Loopback.freePort()))
    case .http:
      HTTPTransport(
        upstream: HTTPUpstream(
          provider: try WebhookProvider(.webhook("https://127.0.0.1:\(Loopback.freePort())"))))
    }
  }
}
