import Foundation
import Glibc
import TestSupport
import Testing

/// Killed where sending again is no double: an upstream that knows repetitions, and a folder whose files are looked at.
@Suite(.timeLimit(.minutes(5))) struct RepeatableTests {
  @Test(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
  func `what a kill left in doubt is asked for again under its key where the upstream knows repetitions`()
    async throws
  {
    // The third request is taken and never answered: the run is killed while it waits.
    let server = try HTTPServer([
      HTTPServer.Move(), HTTPServer.Move(), HTTPServer.Move(.hang), HTTPServer.Move(),
    ])
    defer { server.stop() }
    let workspace = try await DeliveryWorkspace(
      .partners(90),
      sender: [
        "provider: resend", "batch: 1", "connections: 1", "endpoint: https://127.0.0.1:\(server.port)",
        "key_env: RESEND_KEY", "ca_file: \(server.certificatePath)",
      ])
    let environment = ["RESEND_KEY": "re-4711"]
    let first = try workspace.start(DeliveryWorkspace.sending(), environment: environment)
    for _ in 0..<6_000 where try server.requests().count < 3 { try await Task.sleep(for: .milliseconds(10)) }
    first.signal(SIGKILL)
    #expect(try await first.end().signal == SIGKILL)
    let end = try await workspace.run(DeliveryWorkspace.sending(), environment: environment)
    #expect(end.code == 0, "\(end.errors)")
    let due = try SamplePartners(workspace).ofOctober.count
    #expect(try await workspace.status().counts == ["accepted": due])
    let requests = try server.requests()
    let keys = requests.compactMap { $0.headers["idempotency-key"] }
    #expect(keys.count == due + 1 && Set(keys).count == due)
    let repeated = Dictionary(grouping: requests) { $0.headers["idempotency-key"] }.values.filter {
      $0.count > 1
    }
    #expect(repeated.map(\.count) == [2] && Set(repeated[0].map(\.body)).count == 1, "not a byte differs")
  }

  @Test func `killed while it writes files, a folder has each mail once and at most one is in doubt a kill`()
    async throws
  {
    let workspace = try await DeliveryWorkspace(.partners(90), sender: ["folder: Data/Outbox"])
    let due = try SamplePartners(workspace).ofOctober.count
    var chance = SeededChance(seed: 20_261_103)
    var kills = 0
    for _ in 0..<12 {
      let files = try Self.files(workspace).count
      let wanted = files + 1 + chance.below(5)
      let run = try workspace.start(DeliveryWorkspace.sending())
      Self.kill(run, when: wanted, in: workspace)
      if try await run.end().signal == SIGKILL { kills += 1 }
    }
    let end = try await workspace.send()
    let status = try await workspace.status()
    #expect(kills > 0 && status.inDoubt.count <= kills, "\(kills) kills, \(status.inDoubt.count) in doubt")
    #expect(end.code == (status.inDoubt.isEmpty ? 0 : 76), "\(end.errors)")
    #expect(status.counts["accepted", default: 0] == due - status.inDoubt.count)
    let letters = try Self.files(workspace).map { name in
      ReceivedMail([UInt8](try Data(contentsOf: URL(filePath: "\(workspace.folder)/Data/Outbox/\(name)"))))
    }
    #expect(Set(letters.map(\.messageID)).count == letters.count, "no mail stands twice in the folder")
    #expect(letters.count >= due - status.inDoubt.count && letters.count <= due)
    print("folder: \(kills) kills, \(due) mails: \(letters.count) files, \(status.inDoubt.count) in doubt")
  }

  /// Kills a run when so many files are there, from a thread of its own: it is a matter of microseconds.
  private static func kill(_ run: TierpostRun, when wanted: Int, in workspace: DeliveryWorkspace) {
    Thread.detachNewThread {
      // What is in doubt is not written again, so that the last ones may never come.
      for _ in 0..<200_000 {
        if let files = try? files(workspace).count, files >= wanted { return run.signal(SIGKILL) }
        usleep(100)
      }
    }
  }

  /// The whole mails of the folder; what is still being written has another name.
  private static func files(_ workspace: DeliveryWorkspace) throws -> [String] {
    let folder = "\(workspace.folder)/Data/Outbox"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }
  }
}
