import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A disk that fills while mails go out: nothing that was recorded is lost, nothing is sent twice.
@Suite(.enabled(if: getuid() == 0, "skipped: only root can mount a small disk"), .timeLimit(.minutes(3)))
struct FullDiskTests {
  @Test(arguments: [1, 60, 500])
  func `a full disk ends the run, and with room again the next one goes on`(commands: Int) async throws {
    let disk = NSTemporaryDirectory() + "tierpost-disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
    try #require(mount("tmpfs", disk, "tmpfs", 0, "size=24m") == 0)
    defer {
      umount2(disk, Int32(MNT_DETACH))
      rmdir(disk)
    }
    let heard = Mutex(0)
    let server = FaultyServer(
      FaultyServer.Script { _ in
        let isTime = heard.withLock { heard in
          heard += 1
          return heard == commands
        }
        if isTime { Self.fill(disk) }
        return nil
      })
    defer { server.stop() }
    let connections = 3
    let workspace = try await DeliveryWorkspace(
      .partners(300), sender: DeliveryWorkspace.relay(port: server.port, connections: connections),
      at: disk + "/workspace")
    let due = try SamplePartners(workspace).ofOctober.count
    let end = try await workspace.send()
    #expect(end.code == 74, "\(end.errors)")
    #expect(end.errors.contains("no room left on the disk"), "\(end.errors)")
    let sent = server.record.stored.count
    #expect(sent < due)

    #expect(server.drain(), "whoever fills the disk is done with it")
    try FileManager.default.removeItem(atPath: disk + "/filler")
    let rest = try await workspace.send()
    let status = try await workspace.status()
    let inDoubt = status.inDoubt
    #expect(rest.code == (inDoubt.isEmpty ? 0 : 76), "\(rest.errors)")
    #expect(inDoubt.count <= connections)
    #expect(status.counts["accepted"] == due - inDoubt.count, "\(status.counts)")
    let recipients = server.record.stored.map(\.recipient)
    #expect(Set(recipients).count == recipients.count, "nobody is mailed twice")
    #expect(recipients.count >= due - inDoubt.count)
  }

  /// Takes all the room there is.
  private static func fill(_ disk: String) {
    let file = open(disk + "/filler", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(file) }
    let piece = [UInt8](repeating: 0, count: 4_096)
    while write(file, piece, piece.count) > 0 {}
  }
}
