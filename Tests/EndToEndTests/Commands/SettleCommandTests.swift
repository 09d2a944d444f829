import Foundation
import Synchronization
import TestSupport
import Testing

/// `tierpost settle`, `cancel`, `resume`, `retry` and `status --delivery` on an edition with mails in doubt.
@Suite(.timeLimit(.minutes(3))) struct SettleCommandTests {
  /// An edition of which three mails are in doubt, all of them received.
  private func inDoubt() async throws -> (
    workspace: DeliveryWorkspace, server: FaultyServer, numbers: [String]
  ) {
    let messages = Mutex(0)
    let server = FaultyServer(
      FaultyServer.Script { command in
        guard command.verb == "." else { return nil }
        return messages.withLock { messages in
          messages += 1
          return messages % 8 == 0 && messages <= 24 ? .storeAndDrop : nil
        }
      })
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    #expect(try await workspace.send().code == 76)
    let status = try await workspace.run(["status", "--json"])
    let rows = try Self.objects(status.output).filter { $0["state"] as? String == "in_doubt" }
    let numbers = rows.compactMap { $0["delivery"] as? Int }.map(String.init)
    try #require(numbers.count == 3)
    return (workspace, server, numbers)
  }

  private static func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func `each way of settling does what it says, once`() async throws {
    let (workspace, server, numbers) = try await inDoubt()
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.run(["settle", "--accepted", numbers[0]]).code == 0)
    #expect(try await workspace.run(["settle", "--drop", numbers[1]]).code == 0)
    let resend = try await workspace.run(["settle", "--resend", numbers[2], "--json"])
    #expect(resend.output == "{\"settled\":1,\"as\":\"resend\"}\n")
    #expect(
      try await workspace.status().counts == ["accepted": due - 2, "planned": 1, "cancelled": 1])
    let again = try await workspace.run(["settle", "--accepted", numbers[0]])
    #expect(again.code == 66 && again.errors.contains("is not in doubt"), "\(again.errors)")

    let end = try await workspace.run(["resume", "monthly-status", "--yes"])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": due - 1, "cancelled": 1])
    let mails = server.record.stored.map { ReceivedMail($0.bytes).messageID }
    #expect(mails.count == due + 1 && Set(mails).count == due)
    #expect(try await workspace.run(["resume", "monthly-status", "--yes"]).errors.contains("Nothing waits."))
  }

  @Test func `all of an edition are settled at once, and somebody must agree`() async throws {
    let (workspace, server, _) = try await inDoubt()
    defer { server.stop() }
    let command = ["settle", "--accepted", "--all", "--campaign", "monthly-status", "--edition", "2026-10"]
    let unasked = try await workspace.run(command)
    #expect(unasked.code == 64 && unasked.errors.contains("--yes"), "\(unasked.errors)")
    let end = try await workspace.run(command + ["--yes"])
    #expect(end.code == 0 && end.errors.contains("3 settled as accepted"), "\(end.errors)")
    #expect(try await workspace.status().code == 0)
    var other = command
    other[other.count - 1] = "2026-09"
    let unknown = try await workspace.run(other + ["--yes"])
    #expect(unknown.code == 66 && unknown.errors.contains("there is 2026-10"), "\(unknown.errors)")
  }

  @Test(arguments: [
    ["settle", "17"], ["settle", "--accepted"], ["settle", "--accepted", "--drop", "17"],
    ["settle", "--accepted", "--all"],
    ["settle", "--accepted", "17", "--all", "--campaign", "a", "--edition", "b"],
    ["cancel", "monthly-status"], ["resume"], ["retry", "--limit", "0"], ["suppress"],
    ["suppress", "a@b.example", "--token", "x"],
    ["suppress", "--token", "x", "--campaign", "monthly-status"],
    ["erase"],
  ])
  func `arguments that mean nothing are refused`(arguments: [String]) throws {
    let workspace = try TestWorkspace.ofTwo()
    try TierpostProcess(arguments, in: workspace.folder).finish().expect(64)
    #expect(workspace.files(in: "Data").isEmpty)
  }

  @Test func `status shows every attempt with code, status, text, upstream and time`() async throws {
    let (workspace, server, numbers) = try await inDoubt()
    defer { server.stop() }
    _ = try await workspace.run(["settle", "--resend", numbers[0]])
    _ = try await workspace.run(["resume", "monthly-status", "--yes"])
    let end = try await workspace.run(["status", "--delivery", numbers[0], "--json"])
    let attempts = try Self.objects(end.output)
    #expect(attempts.map { $0["attempt"] as? Int } == [1, 2])
    #expect(attempts.map { $0["outcome"] as? String } == ["in_doubt", "accepted"])
    let last = try #require(attempts.last)
    #expect(last["code"] as? Int == 250 && last["status"] as? String == "2.0.0")
    #expect((last["text"] as? String)?.contains("queued") == true)
    #expect((last["upstream"] as? String) == "smtp://127.0.0.1:\(server.port)")
    #expect((last["at"] as? String)?.hasPrefix("20") == true)
    let people = try await workspace.run(["status", "--delivery", numbers[0]])
    #expect(people.code == 0 && people.output.contains("2.0.0"), "\(people.output)")
    #expect(try await workspace.run(["status", "--delivery", "999999"]).code == 66)
  }

  @Test func `cancel ends what is left of an edition and a later plan does not bring it back`() async throws {
    let workspace = try await DeliveryWorkspace(.partners(90), sender: ["folder: Data/Outbox"])
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--limit", "5")).code == 0)
    let unasked = try await workspace.run(["cancel"] + DeliveryWorkspace.edition)
    #expect(unasked.code == 64, "\(unasked.errors)")
    let end = try await workspace.run(["cancel"] + DeliveryWorkspace.edition + ["--yes"])
    #expect(end.code == 0 && end.errors.contains("\(due - 5) cancelled"), "\(end.errors)")
    #expect(try await workspace.send().code == 0)
    #expect(try await workspace.status().counts == ["accepted": 5, "cancelled": due - 5])
    let again = try await workspace.run(["cancel"] + DeliveryWorkspace.edition)
    #expect(again.code == 0 && again.errors.contains("0 cancelled"), "\(again.errors)")
  }
}
