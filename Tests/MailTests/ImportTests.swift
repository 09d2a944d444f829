import Foundation
import Testing

struct ImportTests {
  @Test func `the room imports the standard library alone`() throws {
    let folder = CaseFile.folder.appending(path: "../../Sources/Mail").standardized
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    #expect(files.count > 20)
    for file in files {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      let imports = lines.filter { $0.split(separator: " ").contains("import") && !$0.contains("//") }
      #expect(imports.allSatisfy { $0.hasSuffix("import Swift") }, "\(file.lastPathComponent)")
    }
  }
}
