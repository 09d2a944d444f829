package import Mail

/// The ledger in one SQLite file (WAL, synchronous=FULL), with a start journal and a run lock beside it.
package final class SQLiteLedger: Sendable {
  /// Opens the ledger at `path`, creating folder and file where they are not there.
  ///
  /// - Parameters:
  ///   - bootID: what tells one boot of the machine from the next, such as Linux's `/proc/sys/kernel/random/boot_id`: a
  ///     run of another boot may have lost the end of its journal.
  ///   - addressKeys: the keyed hashes under which an address is suppressed, one for each way of writing it.
  package init(
    path: String, bootID: String, addressKeys: @escaping @Sendable (EmailAddress) -> [[UInt8]]
  ) throws(LedgerError) {
    throw LedgerError(.fault, "not built yet")
  }
}
