import Foundation
import Testing

extension DeliveryWorkspace {
  /// Makes every mail and attempt in the ledger as many days older, by Debian's `sqlite3`, as if time had gone by.
  func setBack(days: Int) throws {
    let seconds = days * 86_400
    let shell = try TierpostProcess(
      [
        "Data/ledger.sqlite",
        "UPDATE delivery SET entered = entered - \(seconds), due = due - \(seconds); UPDATE attempt SET at = at - \(seconds)",
      ], in: folder, executable: "/usr/bin/sqlite3")
    let outcome = try shell.finish()
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
  }
}
