import FoundationEssentials
import Ledger
import Mail
import Mailroom
import PartnerProgram

/// Brings a workspace's data files into its ledger: partners first, then activity.
struct DataUpdate {
  let workspace: Workspace
  let ledger: SQLiteLedger
  /// What occurred after it cannot be known yet.
  let latest: Timestamp
  var isStrict = false

  /// Reads the files, if asked only those whose size and time are not those of their last import; a report for each.
  func run(onlyChanged: Bool) throws -> [ImportReport] {
    let importer = Importer(
      store: ledger, currency: workspace.program.currency, rates: workspace.program.exchangeRates,
      latest: latest, isStrict: isStrict)
    var reports: [ImportReport] = []
    var partnersChanged = false
    for file in workspace.program.data.partners {
      guard let stamp = try stamp(of: file, unless: onlyChanged) else { continue }
      reports.append(try importer.importPartners(workspace.path(file), name: file))
      try ledger.setNote("import:\(file)", stamp)
      partnersChanged = true
    }
    for file in workspace.program.data.activity {
      // A new partner may make activity acceptable that was refused before.
      guard let stamp = try stamp(of: file, unless: onlyChanged && !partnersChanged) else { continue }
      let report = try importer.importActivity(workspace.path(file), name: file)
      reports.append(report)
      // What lies in the future is asked for again until it does not.
      try ledger.setNote("import:\(file)", report.hasFutureRows ? stamp &+ 1 : stamp)
    }
    return reports
  }

  /// A number that changes with size and time of a file, and with the rates that its rows are read by; nil where they are those of the last import and `isEnough`.
  private func stamp(of file: String, unless isEnough: Bool) throws -> Int64? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: workspace.path(file)),
      let size = attributes[.size] as? Int ?? (attributes[.size] as? UInt64).map(Int.init),
      let modified = attributes[.modificationDate] as? Date
    else { throw ImportError.notReadable(file: file) }
    let nanoseconds = Int64(modified.timeIntervalSince1970 * 1e9)
    let rates = workspace.program.exchangeRates?.fingerprint ?? 0
    let stamp = nanoseconds &* 31 &+ Int64(size) &+ rates
    let last = try ledger.note("import:\(file)")
    return isEnough && last == stamp ? nil : stamp
  }
}
