import Foundation
import Testing

extension DeliveryWorkspace {
  /// Makes every mail and attempt in the ledger as many days older, as if time had gone by.
  func setBack(days: Int) throws {
    let seconds = days * 86_400
    let statements =
      "UPDATE delivery SET entered = entered - \(seconds), due = due - \(seconds); "
      + "UPDATE attempt SET at = at - \(seconds)"
    // By Python's SQLite, as the program has no command that changes the past.
    let script =
      "import sqlite3, sys; sqlite3.connect(sys.argv[1], isolation_level=None).executescript(sys.argv[2])"
    let shell = try TierpostProcess(
      ["-c", script, "Data/ledger.sqlite", statements], in: folder, executable: "/usr/bin/python3")
    let outcome = try shell.finish()
    try #require(outcome.exitCode == 0, "\(outcome.errors)")
  }
}
