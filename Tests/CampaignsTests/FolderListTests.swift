import Foundation
import Testing

@testable import Campaigns

/// A file in an extension folder that its list forgets would be no extension.
@Suite struct FolderListTests {
  @Test func `every campaign kind of the folder is in the list`() throws {
    #expect(try files("Kinds") == allCampaignKinds.map { "\($0)" }.sorted())
    let words = allCampaignKinds.map { $0.name }
    #expect(Set(words).count == words.count)
  }

  @Test func `every mail filter of the folder is in the list`() throws {
    #expect(try files("Filters").filter { $0 != "MailFilter" } == allMailFilters.map { "\($0)" }.sorted())
  }

  private func files(_ folder: String) throws -> [String] {
    let path = CaseFiles.root.appending(path: "Sources/Campaigns/\(folder)").path
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }.sorted()
  }
}
