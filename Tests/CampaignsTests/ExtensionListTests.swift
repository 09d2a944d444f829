import Foundation
import Testing

@testable import Campaigns

/// An extension is a file and a line in the list beside its protocol: a file without a line would do nothing.
@Suite struct ExtensionListTests {
  @Test func `every file in Kinds is in the list of campaign kinds, and its word is its own`() throws {
    #expect(try files(in: "Campaigns/Kinds") == allCampaignKinds.map { "\($0).swift" }.sorted())
    #expect(Set(allCampaignKinds.map { $0.name }).count == allCampaignKinds.count)
  }

  @Test func `every file in Filters is in the list of mail filters`() throws {
    let files = try files(in: "Campaigns/Filters").filter { $0 != "MailFilter.swift" }
    #expect(files == allMailFilters.map { "\($0).swift" }.sorted())
  }

  private func files(in folder: String) throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
    return try FileManager.default.contentsOfDirectory(atPath: sources.appending(path: folder).path)
      .filter { $0.hasSuffix(".swift") }.sorted()
  }
}
