import Foundation
import TestSupport
import Testing

/// The way to Postfix's smtp-sink, compared with what the folder transport writes.
@Suite struct SinkTests {
  @Test(
    .enabled(if: SystemServer.hasSink, "\(SystemServer.sinkReason)"), .timeLimit(.minutes(3)),
    arguments: ["monthly-status", "advancement", "onboarding"])
  func `a server gets the same bytes as the folder, every mail once`(campaign: String) async throws {
    let sink = try await SystemServer.sink()
    defer { sink.stop() }
    let overSMTP = try await DeliveryWorkspace(sender: DeliveryWorkspace.relay(port: sink.port))
    let toFolder = try await DeliveryWorkspace(sender: ["folder: Data/Outbox"])
    async let folderEnd = toFolder.send(campaign)
    let end = try await overSMTP.send(campaign)
    #expect(end.code == 0, "\(end.errors)")
    #expect(try await folderEnd.code == 0)

    let received = try ReceivedMail.sink(sink.folder)
    let written = try ReceivedMail.files(in: toFolder.folder + "/Data/Outbox")
    #expect(!written.isEmpty)
    #expect(received.map(\.mail.text).sorted() == written.map(\.text).sorted())
    #expect(Set(received.map(\.mail.messageID)).count == received.count)
    #expect(Set(received.map(\.recipient)).count == received.count)
    let counts = try await overSMTP.status().counts
    #expect(counts == ["accepted": received.count])

    let partners = try SamplePartners(overSMTP)
    if campaign == "monthly-status" {
      #expect(Set(received.map(\.recipient)) == Set(partners.ofOctober.map(\.email)))
      #expect(Set(received.map(\.mail.language)).isSuperset(of: ["en", "de", "ja", "ar"]))
    } else {
      #expect(Set(received.map(\.recipient)).isSubset(of: partners.ofOctober.map(\.email)))
    }

    let again = try await overSMTP.send(campaign)
    #expect(again.code == 0)
    #expect(sink.messageCount == received.count, "a second run sends nothing")
  }
}
