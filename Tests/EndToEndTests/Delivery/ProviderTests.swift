import Foundation
import TestSupport
import Testing

/// Whole runs over a provider's HTTP API.
@Suite(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"), .timeLimit(.minutes(3)))
struct ProviderTests {
  private static let key = "pm-canary-4711"

  private func workspace(_ server: HTTPServer, _ keys: String...) async throws -> DeliveryWorkspace {
    try await DeliveryWorkspace(
      .partners(90),
      sender: [
        "provider: postmark", "endpoint: https://127.0.0.1:\(server.port)", "key_env: POSTMARK_TOKEN",
        "ca_file: \(server.certificatePath)",
      ] + keys)
  }

  private func send(_ workspace: DeliveryWorkspace) async throws -> TierpostRun.End {
    try await workspace.run(DeliveryWorkspace.sending(), environment: ["POSTMARK_TOKEN": Self.key])
  }

  /// The Message-IDs of all letters that arrived.
  private func letters(_ server: HTTPServer) throws -> [String] {
    try server.requests().flatMap { request -> [String] in
      let letters = try JSONSerialization.jsonObject(with: request.body) as? [[String: Any]] ?? []
      return letters.compactMap { letter in
        let headers = letter["Headers"] as? [[String: String]] ?? []
        return headers.first { $0["Name"] == "Message-ID" }?["Value"]
      }
    }
  }

  @Test func `a campaign goes out in batches, each mail once, and the key is shown to nobody`() async throws {
    let server = try HTTPServer([HTTPServer.Move(body: "postmark")])
    defer { server.stop() }
    let workspace = try await workspace(server, "batch: 20")
    let end = try await send(workspace)
    #expect(end.code == 0, "\(end.errors)")
    let due = try SamplePartners(workspace).ofOctober.count
    let sent = try letters(server)
    #expect(sent.count == due && Set(sent).count == due)
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(try server.requests().allSatisfy { $0.headers["x-postmark-server-token"] == Self.key })
    #expect(!(end.output + end.errors).contains(Self.key))
    #expect(try workspace.ledgerBytes().range(of: Data(Self.key.utf8)) == nil)
  }

  @Test func `a key that is refused sends nothing, and nothing is in doubt`() async throws {
    let server = try HTTPServer([
      HTTPServer.Move(status: 401, body: #"{"ErrorCode":10,"Message":"Bad token"}"#)
    ])
    defer { server.stop() }
    let workspace = try await workspace(server)
    let end = try await send(workspace)
    #expect(end.code == 77, "\(end.errors)")
    #expect(end.errors.contains("does not accept the key"))
    let due = try SamplePartners(workspace).ofOctober.count
    let counts = try await workspace.status().counts
    #expect(Set(counts.keys).isSubset(of: ["planned", "deferred"]), "\(counts)")
    #expect(counts.values.reduce(0, +) == due)
    let missing = try await workspace.run(DeliveryWorkspace.sending())
    #expect(missing.code == 78)
    #expect(missing.errors.contains("the environment has no POSTMARK_TOKEN, which key_env: names"))
  }

  @Test func `a quota that is used up pauses: nothing is in doubt, and the next run goes on`() async throws {
    let exhausted = HTTPServer.Move(status: 402, body: "{}")
    let server = try HTTPServer([
      HTTPServer.Move(body: "postmark"), exhausted, exhausted, HTTPServer.Move(body: "postmark"),
    ])
    defer { server.stop() }
    let workspace = try await workspace(server, "batch: 20", "connections: 1")
    let first = try await send(workspace)
    #expect(first.code == 75, "\(first.errors)")
    let due = try SamplePartners(workspace).ofOctober.count
    let counts = try await workspace.status().counts
    #expect(counts == ["accepted": 20, "deferred": 20, "planned": due - 40])
    _ = try await send(workspace)
    let sent = try letters(server)
    // The two turned away were requests too; what they held comes when its time is there.
    #expect(try await workspace.status().counts["in_doubt"] == nil)
    #expect(try await workspace.status().counts["accepted", default: 0] >= 20)
    #expect(sent.count >= 60)
  }

  @Test func `a batch whose answer is lost is in doubt and is not sent again`() async throws {
    let server = try HTTPServer([HTTPServer.Move(.drop), HTTPServer.Move(body: "postmark")])
    defer { server.stop() }
    let workspace = try await workspace(server, "batch: 20", "connections: 1")
    let first = try await send(workspace)
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.status().counts == ["accepted": due - 20, "in_doubt": 20], "\(first.errors)")
    _ = try await send(workspace)
    let sent = try letters(server)
    #expect(sent.count == due && Set(sent).count == due)
  }
}
