import Foundation
import Testing

/// Every mail of the sample, read by a parser that has nothing to do with ours.
@Suite struct StrictParserTests {
  private static let python = "/usr/bin/python3"
  private static let isThere = FileManager.default.isExecutableFile(atPath: python)

  @Test(.enabled(if: isThere, "skipped: python3 is missing (apt-get install python3)"))
  func `Python's strict parser finds no defect and reads the same`() throws {
    let (workspace, _, letters) = try Shared.sent()
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Cases/read-mails.py").path
    let outcome = try TierpostProcess([script, "Data/Outbox"], in: workspace.folder, executable: Self.python)
      .finish()
    outcome.expect(0)
    #expect(outcome.errors.isEmpty, "\(outcome.errors.prefix(2_000))")
    let read = try outcome.objects()
    #expect(read.count == letters.count)
    for (object, letter) in zip(read, letters) {
      #expect(object["to"]?.text == letter.recipient)
      #expect(object["name"]?.text == letter.recipientName)
      #expect(object["subject"]?.text == letter.header("subject"))
      #expect(object["language"]?.text == letter.raw("content-language"))
      #expect(object["text"]?.text == letter.text)
      #expect(object["html"]?.number == letter.html.unicodeScalars.count)
    }
  }

  @Test func `every mail has the headers of RFC 5322 and 8058 once, and its own identity`() throws {
    let letters = try Shared.sent().letters
    for letter in letters {
      let names = letter.headers.map(\.name)
      for name in [
        "date", "from", "to", "subject", "message-id", "mime-version", "content-type", "content-language",
        "list-id",
        "list-unsubscribe", "list-unsubscribe-post", "feedback-id", "auto-submitted",
      ] {
        #expect(names.count { $0 == name } == 1, "\(name)")
      }
      #expect(letter.raw("list-unsubscribe-post") == "List-Unsubscribe=One-Click")
      #expect(letter.raw("date") == "Sun, 01 Nov 2026 09:00:00 +0000")
    }
    #expect(Set(letters.map { $0.raw("message-id") }).count == letters.count)
  }
}
