import Foundation
import Synchronization
import TestSupport
import Testing

/// Campaigns that send again what is in doubt, and what comes too late.
@Suite(.timeLimit(.minutes(3))) struct ResendTests {
  /// Stores three messages, so many after each other, and breaks off without an answer.
  private static func dropping(every: Int) -> FaultyServer.Script {
    let messages = Mutex(0)
    return FaultyServer.Script { command in
      guard command.verb == "." else { return nil }
      return messages.withLock { messages in
        messages += 1
        return messages % every == 0 && messages < every * 4 ? .storeAndDrop : nil
      }
    }
  }

  @Test func `what is in doubt goes out again under the same Message-ID where the campaign says so`()
    async throws
  {
    let server = FaultyServer(Self.dropping(every: 12))
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: DeliveryWorkspace.relay(port: server.port, connections: 2))
    try workspace.setCampaign("in_doubt: resend")
    let due = try SamplePartners(workspace).ofOctober.count
    let end = try await workspace.send()
    #expect(end.code == 75, "\(end.errors)")
    let lost = 3
    #expect(try await workspace.status().counts == ["accepted": due - lost, "deferred": lost])
    let retry = try await workspace.run(["retry", "--now"])
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(try await workspace.status().counts == ["accepted": due])
    let mails = server.record.stored.map { ReceivedMail($0.bytes) }
    #expect(mails.count == due + lost)
    #expect(Set(mails.map(\.messageID)).count == due)
    #expect(Set(mails.map(\.text)).count == due, "not a byte differs")
  }

  @Test func `a mail that was not sent in time expires`() async throws {
    let workspace = try await DeliveryWorkspace(.partners(90), sender: ["folder: Data/Outbox"])
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--limit", "5")).code == 0)
    try workspace.setCampaign("not_after: 60 days")
    #expect(try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--limit", "5")).code == 0)
    #expect(try await workspace.status().counts == ["accepted": 10, "planned": due - 10])
    // The ledger is made to believe that its mails were planned three months ago.
    try workspace.setBack(days: 90)
    let end = try await workspace.run(["resume", "monthly-status", "--yes"])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": 10, "expired": due - 10])
  }

  @Test func `what is deferred for too long expires`() async throws {
    let server = FaultyServer(FaultyServer.Script { $0.verb == "RCPT" ? .reply("451 4.3.0 busy") : nil })
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90),
      sender: DeliveryWorkspace.relay(port: server.port) + ["retries: {after: [2 min], max_age: 1 hour}"])
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.send().code == 75)
    let waiting = try await workspace.run(["retry"])
    #expect(waiting.code == 75)
    #expect(waiting.errors.contains("Nothing is due; the next is due at 20"), "\(waiting.errors)")
    try workspace.setBack(days: 1)
    let end = try await workspace.run(["retry"])
    #expect(end.code == 0, "\(end.errors)")
    #expect(try await workspace.status().counts == ["expired": due])
    #expect(try await workspace.run(["retry"]).errors.contains("Nothing is deferred."))
  }
}
