import Foundation
import Synchronization
import TestSupport
import Testing

/// Servers that are away, refuse, wait or break off: the message, the exit code and what the ledger keeps.
@Suite(.timeLimit(.minutes(3))) struct FaultTests {
  /// A send of a small program through a server that does what the script says.
  private func send(
    _ script: FaultyServer.Script, keys: [String] = ["connections: 2"]
  ) async throws -> (end: TierpostRun.End, workspace: DeliveryWorkspace, server: FaultyServer) {
    let server = FaultyServer(script)
    let workspace = try await DeliveryWorkspace(
      .partners(90), sender: ["smtp: smtp://127.0.0.1:\(server.port)"] + keys)
    return (try await workspace.send(), workspace, server)
  }

  private func once(_ verb: String, _ action: ServerAction) -> FaultyServer.Script {
    let isDone = Mutex(false)
    return FaultyServer.Script { command in
      guard command.verb == verb else { return nil }
      return isDone.withLock { isDone in
        defer { isDone = true }
        return isDone ? nil : action
      }
    }
  }

  @Test func `an unreachable server leaves all planned`() async throws {
    let port = Loopback.freePort()
    let workspace = try await DeliveryWorkspace(.partners(90), sender: DeliveryWorkspace.relay(port: port))
    let end = try await workspace.send()
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("error: smtp://127.0.0.1:\(port): "))
    #expect(try await workspace.status().counts == ["planned": SamplePartners(workspace).ofOctober.count])
  }

  @Test(arguments: ["554 no service here", "421 come back later"])
  func `a server that greets with a refusal leaves all planned`(greeting: String) async throws {
    var script = FaultyServer.Script()
    script.greeting = greeting
    let (end, workspace, server) = try await send(script)
    defer { server.stop() }
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains(greeting), "\(end.errors)")
    #expect(try await workspace.status().counts.keys.sorted() == ["planned"])
  }

  @Test func `a server that refuses the sender is asked a few times, and its words are kept`() async throws {
    let (end, workspace, server) = try await send(
      FaultyServer.Script { $0.verb == "MAIL" ? .reply("550 5.7.1 who are you") : nil })
    defer { server.stop() }
    #expect(end.code == 69, "\(end.errors)")
    let status = try await workspace.status()
    let due = try SamplePartners(workspace).ofOctober.count
    let refused = status.counts["refused", default: 0]
    #expect((5..<due).contains(refused))
    #expect(status.counts == ["refused": refused, "planned": due - refused])
    #expect(status.rows.allSatisfy { $0.reason.contains("who are you") })
    #expect(server.record.stored.isEmpty)
  }

  @Test func `a refused recipient is listed with the server's words and the others go on`() async throws {
    let (end, workspace, server) = try await send(
      FaultyServer.Script {
        $0.line.hasPrefix("RCPT") && $0.line.contains("7@") ? .reply("550 5.1.1 no such user") : nil
      })
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober
    let refused = due.filter { $0.email.contains("7@") }
    #expect(end.code == 0, "\(end.errors)")
    let status = try await workspace.status()
    #expect(status.code == 0)
    #expect(!refused.isEmpty)
    #expect(status.counts == ["accepted": due.count - refused.count, "refused": refused.count])
    #expect(Set(status.rows.map(\.partner)) == Set(refused.map(\.id)))
    #expect(status.rows.allSatisfy { $0.state == "refused" && $0.reason.contains("no such user") })
    #expect(try await workspace.send().code == 0)
    #expect(server.record.stored.count == due.count - refused.count)
  }

  @Test func `what is deferred waits, and goes out when it is asked for`() async throws {
    let isBusy = Mutex(true)
    let (end, workspace, server) = try await send(
      FaultyServer.Script { command in
        command.line.hasPrefix("RCPT") && command.line.contains("7@") && isBusy.withLock { $0 }
          ? .reply("451 4.3.0 mailbox busy") : nil
      })
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober
    let deferred = due.filter { $0.email.contains("7@") }
    #expect(end.code == 75, "\(end.errors)")
    #expect(
      try await workspace.status().counts == [
        "accepted": due.count - deferred.count, "deferred": deferred.count,
      ])

    // Still busy: one attempt more, not one after the other.
    let heard = server.heardVerbs.count
    let again = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--retry-now"))
    #expect(again.code == 75, "\(again.errors)")
    #expect(server.heardVerbs[heard...].count { $0 == "RCPT" } == deferred.count)
    #expect(try await workspace.status().rows.allSatisfy { $0.reason.contains("mailbox busy") })

    isBusy.withLock { $0 = false }
    let soon = try await workspace.send()
    #expect(soon.errors.contains("0 accepted"), "its time has not come: \(soon.errors)")
    let last = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--retry-now"))
    #expect(last.code == 0, "\(last.errors)")
    #expect(try await workspace.status().counts == ["accepted": due.count])
    #expect(Set(server.record.stored.map(\.recipient)).count == server.record.stored.count)
  }

  @Test func `a server that is silent after DATA costs that mail a deferral`() async throws {
    let (end, workspace, server) = try await send(
      once("DATA", .silence), keys: ["connections: 2", "timeout: 1"])
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(end.code == 75, "\(end.errors)")
    let status = try await workspace.status()
    #expect(status.counts == ["accepted": due - 1, "deferred": 1])
    #expect(status.rows.first?.reason.contains("no answer within") == true)
  }

  @Test func `a server that is silent after the final dot puts that mail in doubt`() async throws {
    let (end, workspace, server) = try await send(
      once(".", .silence), keys: ["connections: 2", "timeout: 1"])
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(end.code == 76, "\(end.errors)")
    #expect(try await workspace.status().counts == ["accepted": due - 1, "in_doubt": 1])
  }

  @Test func `a server that is silent from the greeting on is unreachable`() async throws {
    var script = FaultyServer.Script()
    script.greeting = nil
    let (end, workspace, server) = try await send(script, keys: ["timeout: 1"])
    defer { server.stop() }
    #expect(end.code == 69, "\(end.errors)")
    #expect(end.errors.contains("did not greet us"), "\(end.errors)")
    #expect(try await workspace.status().counts.keys.sorted() == ["planned"])
  }

  @Test(arguments: ["MAIL", "RCPT", "DATA"])
  func `a connection closed before the final dot doubles nobody and loses nobody`(verb: String) async throws {
    let (end, workspace, server) = try await send(once(verb, .drop))
    defer { server.stop() }
    let due = try SamplePartners(workspace).ofOctober.count
    #expect([0, 75].contains(end.code), "\(end.errors)")
    let last = try await workspace.run(DeliveryWorkspace.sending("monthly-status", "--retry-now"))
    #expect(last.code == 0, "\(last.errors)")
    #expect(try await workspace.status().counts == ["accepted": due])
    #expect(server.record.stored.count == due)
    #expect(Set(server.record.stored.map(\.recipient)).count == due)
  }
}
