import Foundation
import Mail

@testable import Signing

/// The files of `Cases`.
enum DKIMCases {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Cases")
  static let date = Timestamp(CivilDate(year: 2026, month: 11, day: 1), hour: 9)

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  static func key(_ name: String) throws -> DKIMKey { try DKIMKey(pem: try bytes("keys/\(name).pem")) }

  static func names(in part: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)
      .filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Both algorithms side by side, under one domain.
  static func signer(lifetime: Int64? = nil) throws -> DKIMSigner {
    DKIMSigner(
      [
        DKIMSigner.Identity(domain: "acme.example", selector: "s1", key: try key("rsa2048")),
        DKIMSigner.Identity(domain: "acme.example", selector: "e1", key: try key("rfc8463-ed25519")),
      ], lifetime: lifetime)
  }

  /// The letters of the room that writes them, in several languages.
  static let letters = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "MailTests/Letters")

  /// Every message to sign: by name, those of `Cases/messages` and the letters.
  static func messages() throws -> [(name: String, bytes: [UInt8])] {
    let written = try FileManager.default.contentsOfDirectory(at: letters, includingPropertiesForKeys: nil)
    let own = try names(in: "messages").map { folder.appending(path: "messages/\($0)") }
    return try (own + written.filter { $0.pathExtension == "eml" }).map {
      ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0)))
    }
  }
}
