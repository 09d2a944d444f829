import Foundation
import Testing

extension DeliveryWorkspace {
  /// Gives the campaign `monthly-status` further keys, lines of YAML without their indent.
  func setCampaign(_ keys: String...) throws {
    let file = folder + "/tierpost.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let place = try #require(text.range(of: "  monthly-status:\n")).upperBound
    try (text[..<place] + keys.map { "    \($0)\n" }.joined() + text[place...])
      .write(toFile: file, atomically: true, encoding: .utf8)
  }

  /// Writes other senders; campaigns lose the keys that were given them.
  func setSender(_ lines: [String]) throws { try Self.write(sender: lines, to: folder) }

  /// The arguments that name the edition of October 2026.
  static let edition = ["monthly-status", "--edition", "2026-10"]
}
