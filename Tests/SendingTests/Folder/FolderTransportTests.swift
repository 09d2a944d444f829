import Foundation
import Mail
import Testing

@testable import Sending

@Suite struct FolderTransportTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")

  private func deliver(
    _ batch: [Envelope], starting: @escaping @Sendable ([Envelope.ID]) throws -> Void = { _ in }
  ) async -> ([Delivery], TransportHealth) {
    let transport = FolderTransport(folder: folder.path, name: "edition")
    return (await transport.deliver(batch, starting: starting), transport.health)
  }

  private var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  @Test func `each envelope is one file, whole and unchanged`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let batch = Envelope.samples(130)
    let started = StartedIDs()
    let (deliveries, health) = await deliver(batch) { started.note($0) }
    #expect(deliveries.map(\.id) == batch.map(\.id))
    #expect(deliveries.count("accepted") == 130)
    #expect(files == batch.map { "edition-\($0.id.rawValue).eml" }.sorted())
    #expect(started.all == Array(1...130))
    for envelope in batch {
      let file = folder.appending(path: "edition-\(envelope.id.rawValue).eml")
      #expect([UInt8](try Data(contentsOf: file)) == envelope.bytes)
    }
    #expect(health == .ready)
  }

  @Test func `the same bytes under the same name are accepted again, others refused`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = await deliver([.sample(1)])
    let (again, _) = await deliver([.sample(1)])
    let (other, _) = await deliver([.sample(1, lines: ["Something else"])])
    #expect(again.kinds + other.kinds == ["accepted", "refused"])
    let file = folder.appending(path: "edition-1.eml")
    #expect([UInt8](try Data(contentsOf: file)) == Envelope.sample(1).bytes)
    #expect(files == ["edition-1.eml"])
  }

  @Test func `a folder that cannot be written defers with the system's reason`() async throws {
    // A file where the folder should be: refused to root too.
    try Data().write(to: folder)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (deliveries, health) = await deliver(Envelope.samples(3))
    #expect(deliveries.count("deferred") == 3)
    #expect(deliveries[0].outcome.reply.text.contains("Not a directory"))
    #expect(health.outage?.kind == .storage)
  }

  @Test func `what may not start is not written`() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    struct DiskFull: Error {}
    let (deliveries, _) = await deliver(Envelope.samples(3)) { _ in throw DiskFull() }
    #expect(deliveries.count("deferred") == 3)
    #expect(files.isEmpty)
  }

  @Test(arguments: ["", "..", "a/b", "/etc/x", ".hidden", "a\0b", "a\nb", String(repeating: "x", count: 300)])
  func `a name that is no plain file name is refused`(name: String) async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let transport = FolderTransport(folder: folder.path) { _ in name }
    let deliveries = await transport.deliver([.sample(1)]) { _ in }
    #expect(deliveries.kinds == ["refused"])
    #expect(files.isEmpty)
  }
}
