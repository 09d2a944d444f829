/// Why the ledger could not do what was asked.
///
/// Texts hold partner ids at most, never names or addresses.
package struct LedgerError: Error, Sendable, Equatable, CustomStringConvertible {
  package let kind: Kind
  /// One sentence for a person, with the ledger's path where it helps.
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package enum Kind: Sendable, Equatable {
    /// The ledger was written by a newer Tierpost; nothing was changed.
    case newerVersion(found: Int, known: Int)
    /// Another process is sending; its process id where the lock file names it.
    case locked(holder: Int?)
    /// A sending step was asked for without `beginRun()`.
    case noRun
    /// Another process kept the ledger busy for too long; try again.
    case busy
    /// No room on the disk; everything recorded before stands.
    case diskFull
    /// The file is damaged or is no ledger.
    case corrupt
    /// The file or its folder cannot be written.
    case readOnly
    /// What was named is not in the ledger.
    case notFound
    /// Reading or writing failed below SQLite.
    case io
    /// A fault of ours: a statement or constraint failed that never should.
    case fault
  }

  package var description: String { message }
}
