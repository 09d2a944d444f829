import ArgumentParser
import Foundation
import Testing

@testable import tierpost

/// `tierpost init` and the files it carries, against the repository's own workspace.
@Suite struct InitTests {
  private let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `the program carries every file of the repository's workspace, byte for byte`() throws {
    let carried = Dictionary(uniqueKeysWithValues: StarterFile.all.map { ($0.path, $0.bytes) })
    let expected = try workspaceFiles()
    #expect(expected.count > 70)
    #expect(carried.keys.sorted() == expected, "stale? make build, then again")
    for path in expected {
      #expect(try carried[path] == Array(Data(contentsOf: repository.appending(path: path))), "\(path)")
    }
  }

  @Test func `init writes a workspace into a folder that is not there`() async throws {
    try await inTemporaryFolder { folder in
      let place = folder.appending(path: "one/two")
      try await start([place.path])
      for path in try workspaceFiles() {
        let made = try Data(contentsOf: place.appending(path: path))
        #expect(try made == Data(contentsOf: repository.appending(path: path)), "\(path)")
      }
    }
  }

  @Test func `one file that is there already stops init before anything is written`() async throws {
    try await inTemporaryFolder { folder in
      try Data("mine".utf8).write(to: folder.appending(path: "tierpost.yaml"))
      await #expect(throws: ExitCode(73)) { try await start([folder.path]) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["tierpost.yaml"])
      #expect(try Data(contentsOf: folder.appending(path: "tierpost.yaml")) == Data("mine".utf8))
    }
  }

  @Test func `a link that leads nowhere counts as a file that is there`() async throws {
    try await inTemporaryFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "tierpost.yaml").path, withDestinationPath: "elsewhere")
      await #expect(throws: ExitCode(73)) { try await start([folder.path]) }
      #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "elsewhere").path))
    }
  }

  @Test func `force brings the originals back and leaves other files alone`() async throws {
    try await inTemporaryFolder { folder in
      try await start([folder.path])
      let edited = folder.appending(path: "Templates/welcome/en.md")
      let own = folder.appending(path: "Templates/welcome/nl.md")
      for file in [edited, own] { try Data("mine".utf8).write(to: file) }
      try await start([folder.path, "--force"])
      #expect(
        try Data(contentsOf: edited)
          == Data(contentsOf: repository.appending(path: "Templates/welcome/en.md")))
      #expect(try Data(contentsOf: own) == Data("mine".utf8))
    }
  }

  @Test func `force replaces a link, not the file it leads to`() async throws {
    try await inTemporaryFolder { folder in
      let other = folder.appending(path: "other.yaml")
      try Data("mine".utf8).write(to: other)
      try FileManager.default.createSymbolicLink(
        atPath: folder.appending(path: "tierpost.yaml").path, withDestinationPath: "other.yaml")
      try await start([folder.path, "--force"])
      #expect(try Data(contentsOf: other) == Data("mine".utf8))
    }
  }

  @Test(arguments: ["file", "file/below"])
  func `a file where a folder must be is refused`(_ name: String) async throws {
    try await inTemporaryFolder { folder in
      try Data().write(to: folder.appending(path: "file"))
      await #expect(throws: ExitCode(73)) { try await start([folder.appending(path: name).path]) }
    }
  }

  @Test func `a folder where a file must be is refused, by force too`() async throws {
    try await inTemporaryFolder { folder in
      try FileManager.default.createDirectory(
        at: folder.appending(path: "tierpost.yaml/below"), withIntermediateDirectories: true)
      await #expect(throws: ExitCode(73)) { try await start([folder.path, "--force"]) }
    }
  }

  @Test func `every byte survives as a literal`() {
    let literal = String(String.UnicodeScalarView((UInt8.min...UInt8.max).map { Unicode.Scalar($0) }))
    #expect(StarterFile(path: "a", literal: literal).bytes == Array(UInt8.min...UInt8.max))
  }

  private func start(_ arguments: [String]) async throws {
    try await InitCommand.parse(arguments).run()
  }

  private func inTemporaryFolder(_ work: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tierpost-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work(folder)
  }

  /// The paths of the repository's own workspace, found without the program.
  private func workspaceFiles() throws -> [String] {
    let below = try ["Segments", "Templates"].flatMap { part in
      try FileManager.default.subpathsOfDirectory(atPath: repository.appending(path: part).path)
        .map { "\(part)/\($0)" }
    }
    let files = below.filter { path in
      var isFolder: ObjCBool = false
      let full = repository.appending(path: path).path
      let name = path.split(separator: "/").last ?? ""
      return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
        && !name.hasPrefix(".") && !name.hasSuffix("~")
    }
    return (files + ["tierpost.yaml"]).sorted()
  }
}
