import Foundation
import Mail
import Testing

@testable import Signing

/// Signed messages, byte by byte; `RECORD=1 swift test --filter DKIMSignerTests` writes them anew.
struct DKIMSignerTests {
  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  @Test(arguments: ["folded-headers.eml", "no-optional-headers.eml", "odd-headers.eml"])
  func `a signed message is the same, byte by byte`(name: String) throws {
    var message = try DKIMCases.bytes("messages/\(name)")
    try DKIMCases.signer().sign(&message, date: DKIMCases.date)
    let file = DKIMCases.folder.appending(path: "signed/\(name)")
    if Self.isRecording { try Data(message).write(to: file) }
    #expect(try Data(contentsOf: file) == Data(message))
  }

  @Test func `every attempt has the same bytes, whoever signs and however often`() async throws {
    let messages = try DKIMCases.messages().map(\.bytes)
    let signer = try DKIMCases.signer()
    let expected = messages.map { signer.signatures(of: $0, date: DKIMCases.date) }
    let other = try DKIMCases.signer()
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<8 {
        group.addTask {
          let own = worker.isMultiple(of: 2) ? signer : other
          return messages.map { own.signatures(of: $0, date: DKIMCases.date) } == expected
        }
      }
      for try await isSame in group { #expect(isSame) }
    }
  }

  @Test func `a message stays as it is behind its signatures`() throws {
    for (name, bytes) in try DKIMCases.messages() {
      var message = bytes
      try DKIMCases.signer().sign(&message, date: DKIMCases.date)
      #expect(message.suffix(bytes.count) == bytes[...], "\(name)")
    }
  }

  @Test func `the fields are 7-bit in folded lines, without l=, with t= and one field a key`() throws {
    let fields = try fields(of: "folded-headers.eml")
    #expect(fields.count == 2)
    for (field, algorithm) in zip(fields, ["rsa-sha256", "ed25519-sha256"]) {
      for line in field.components(separatedBy: "\r\n") {
        #expect(line.utf8.count <= 78 && line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
      }
      let tags = try tags(of: field)
      #expect(tags["a"] == algorithm && tags["v"] == "1" && tags["c"] == "relaxed/relaxed")
      #expect(
        tags["t"] == "1793523600" && tags["l"] == nil && tags["x"] == nil && tags["d"] == "acme.example")
    }
  }

  @Test func `x= is written where signatures are to end`() throws {
    let message = try DKIMCases.bytes("messages/dots.eml")
    let signer = try DKIMCases.signer(lifetime: 14 * 86_400)
    let text = String(decoding: signer.signatures(of: message, date: DKIMCases.date), as: UTF8.self)
    #expect(text.components(separatedBy: "; x=1794733200;").count == 3)
  }

  @Test func `From and what people read is named once more than it is there`() throws {
    let names = try covered(by: "folded-headers.eml")
    for name in ["from", "to", "subject", "date", "message-id"] {
      #expect(names.count { $0 == name } == 2, "\(name)")
    }
    // Absent, and still no second one can be put in.
    for name in ["reply-to", "cc"] { #expect(names.count { $0 == name } == 1, "\(name)") }
    for name in ["list-unsubscribe", "list-unsubscribe-post", "mime-version"] {
      #expect(names.count { $0 == name } == 1, "\(name)")
    }
    #expect(!names.contains("x-own"))
  }

  @Test func `what a relay adds or changes is not covered`() throws {
    let names = try covered(by: "odd-headers.eml")
    for name in ["received", "comments", "return-path", "dkim-signature"] { #expect(!names.contains(name)) }
  }

  @Test func `any change of what is covered changes the signature`() throws {
    let message = try DKIMCases.bytes("messages/folded-headers.eml")
    let signer = try DKIMCases.signer()
    let before = signer.signatures(of: message, date: DKIMCases.date)
    let body = try #require(message.indices.first { message[$0...].starts(with: [13, 10, 13, 10]) }) + 4
    let ignored = try #require(
      String(decoding: message, as: UTF8.self).range(of: "X-Own:").map {
        String(decoding: message, as: UTF8.self).utf8.distance(
          from: String(decoding: message, as: UTF8.self).startIndex, to: $0.lowerBound)
      })
    var changed = 0
    for index in message.indices where message[index] > 0x20 && !(ignored..<(body - 4)).contains(index) {
      var other = message
      other[index] = message[index] == 0x7A ? 0x79 : 0x7A
      // The case of a header's name is no change.
      #expect(signer.signatures(of: other, date: DKIMCases.date) != before, "byte \(index)")
      changed += 1
    }
    #expect(changed > 200)
    #expect(signer.signatures(of: message, date: Timestamp(seconds: 0)) != before)
  }

  // MARK: - Reading

  private func fields(of name: String) throws -> [String] {
    let message = try DKIMCases.bytes("messages/\(name)")
    let text = String(
      decoding: try DKIMCases.signer().signatures(of: message, date: DKIMCases.date), as: UTF8.self)
    return text.components(separatedBy: "DKIM-Signature: ").dropFirst().map {
      "DKIM-Signature: " + $0.trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  private func tags(of field: String) throws -> [String: String] {
    let value = field.dropFirst("DKIM-Signature:".count).replacing("\r\n", with: "").replacing(" ", with: "")
    return Dictionary(
      uniqueKeysWithValues: value.split(separator: ";").map { tag in
        let parts = tag.split(separator: "=", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      })
  }

  private func covered(by name: String) throws -> [String] {
    let tags = try tags(of: try #require(fields(of: name).first))
    return try #require(tags["h"]).split(separator: ":").map(String.init)
  }
}
