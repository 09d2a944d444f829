import Foundation
import Testing

@testable import Mail

/// The letters of `Letters/`, byte by byte; `RECORD=1 swift test --filter LetterTests` writes them anew.
struct LetterTests {
  static let folder = CaseFile.folder.appending(path: "Letters")
  static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD"] == "1" }

  static var python: URL? {
    ["/usr/bin/python3", "/usr/local/bin/python3"].map { URL(filePath: $0) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  @Test(arguments: try LetterSample.all())
  func `a letter is the same, byte by byte`(sample: LetterSample) throws {
    var bytes: [UInt8] = []
    try sample.message.write(into: &bytes)
    let file = Self.folder.appending(path: "\(sample.name).eml")
    if Self.isRecording { try Data(bytes).write(to: file) }
    #expect(try Data(contentsOf: file) == Data(bytes))
  }

  @Test func `every file is a letter and every letter a file`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(try LetterSample.all().map { "\($0.name).eml" }))
  }

  @Test(arguments: try LetterSample.all())
  func `a letter reads back as what was written`(sample: LetterSample) throws {
    let message = sample.message
    var bytes: [UInt8] = []
    try message.write(into: &bytes)
    let read = try ReadMessage(bytes)
    #expect(read.text("Subject") == message.subject)
    #expect(read.header("Message-ID") == message.messageID.description)
    #expect(read.header("Date") == "Sun, 01 Nov 2026 09:00:00 +0000")
    #expect(read.header("Content-Language") == message.language)
    let expected = [message.text] + (message.html.map { [$0] } ?? [])
    #expect(read.parts.map(\.content) == expected.map(ReadMessage.canonical))
  }

  @Test(arguments: try LetterSample.all())
  func `a letter is 7-bit in CRLF lines of at most 78, none of which a transport would change`(
    sample: LetterSample
  ) throws {
    var bytes: [UInt8] = []
    try sample.message.write(into: &bytes)
    #expect(bytes.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 13 || $0 == 10) })
    let lines = ReadMessage.lines(bytes)
    #expect(lines.joined(separator: [13, 10]) + [13, 10] == bytes[...])
    for line in lines {
      #expect(line.count <= 78)
      #expect(!line.contains(13) && !line.contains(10))
      #expect(line.first != UInt8(ascii: "."))
      #expect(!line.starts(with: "From ".utf8))
      #expect(line.last != UInt8(ascii: " "))
    }
  }

  @Test(.enabled(if: python != nil, "python3 is not there"))
  func `Python's strict parser finds nothing to complain about`() throws {
    let process = Process()
    process.executableURL = Self.python
    process.arguments = [CaseFile.folder.appending(path: "validate.py").path, Self.folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = Pipe()
    process.standardError = output
    let expected = try LetterSample.all().map { sample in
      [
        "file": "\(sample.name).eml", "subject": sample.message.subject, "to": sample.message.to.name ?? "",
        "from": sample.message.from.name ?? "", "language": sample.message.language,
        "text": String(decoding: sample.message.text, as: UTF8.self),
        "html": sample.message.html.map { String(decoding: $0, as: UTF8.self) } ?? "",
      ]
    }
    try process.run()
    let input = process.standardInput as? Pipe
    try input?.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(expected))
    try input?.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.hasSuffix("\(expected.count) letters, no defects\n"))
  }
}
