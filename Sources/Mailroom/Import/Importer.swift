package import Ledger
package import Mail
package import PartnerProgram

/// Brings data files into the ledger: each in one transaction, every row accounted for, memory flat.
package struct Importer {
  private let store: any ProgramStore
  private let currency: Currency
  /// What occurred after this moment is refused; nil refuses nothing for its time.
  private let latest: Timestamp?
  private let rates: ExchangeRates?
  /// Whether the first refused row ends the import.
  private let isStrict: Bool

  package init(
    store: any ProgramStore, currency: Currency, rates: ExchangeRates? = nil, latest: Timestamp? = nil,
    isStrict: Bool = false
  ) {
    self.store = store
    self.currency = currency
    self.rates = rates
    self.latest = latest
    self.isStrict = isStrict
  }

  /// Brings in a file of partners; `name` is the file as messages name it.
  ///
  /// Throws `ImportError`, `DataFileError` or `LedgerError`; then nothing of the file was taken.
  package func importPartners(_ path: String, name: String) throws -> ImportReport {
    guard let format = DataFormat(path: path) else { throw ImportError.unknownFormat(file: name) }
    var reader = PartnerReader(file: name, format: format)
    return try run(path, name) { file, session, report in
      func take(_ outcome: RowOutcome<Partner>) throws {
        switch outcome {
        case .accepted(let partner, let line):
          try count(session.put(partner, line: line), line: line, in: &report)
        case .refused(let refusal): try refuse(refusal, in: &report)
        }
      }
      try file.forEach { try reader.read($0, take) }
      try reader.finish(take)
      report.columns = reader.columns
    }
  }

  /// Brings in a file of activity, after its partners.
  package func importActivity(_ path: String, name: String) throws -> ImportReport {
    guard let format = DataFormat(path: path) else { throw ImportError.unknownFormat(file: name) }
    var reader = ActivityReader(
      file: name, format: format, currency: currency, rates: rates, latest: latest)
    return try run(path, name) { file, session, report in
      func take(_ outcome: RowOutcome<Activity>) throws {
        switch outcome {
        case .accepted(let activity, let line):
          try count(session.put(activity, line: line), line: line, in: &report)
        case .refused(let refusal): try refuse(refusal, in: &report)
        }
      }
      try file.forEach { try reader.read($0, take) }
      try reader.finish(take)
      report.columns = reader.columns
    }
  }

  /// Runs a file through one transaction and settles what shows only at its end.
  private func run(
    _ path: String, _ name: String,
    _ rows: (FileChunks, any ImportSession, inout ImportReport) throws -> Void
  ) throws -> ImportReport {
    guard let file = FileChunks(path: path) else { throw ImportError.notReadable(file: name) }
    return try store.importRows { session in
      var report = ImportReport(file: name)
      do {
        try rows(file, session, &report)
      } catch is FileChunks.ReadError {
        throw ImportError.notReadable(file: name)
      }
      for late in try session.finish() {
        switch late.was {
        case .added: report.added -= 1
        case .updated: report.updated -= 1
        case .unchanged: report.unchanged -= 1
        case .refused: continue
        }
        try refuse(refusal(line: late.line, column: late.reason.column, "\(late.reason)"), in: &report)
      }
      report.refusals.sort { $0.line < $1.line }
      // The columns are known once the file was read.
      for index in report.refusals.indices where report.refusals[index].column == nil {
        report.refusals[index].column = report.refusals[index].columnName.flatMap { name in
          report.columns.firstIndex(of: name).map { $0 + 1 }
        }
      }
      return report
    }
  }

  private func count(
    _ result: RowResult, line: Int, in report: inout ImportReport
  ) throws {
    switch result {
    case .added: report.added += 1
    case .updated: report.updated += 1
    case .unchanged: report.unchanged += 1
    case .refused(let reason):
      try refuse(refusal(line: line, column: reason.column, "\(reason)"), in: &report)
    }
  }

  private func refuse(_ refusal: RowRefusal, in report: inout ImportReport) throws {
    if isStrict { throw ImportError.strict(file: report.file, refusal) }
    report.refusals.append(refusal)
  }

  private func refusal(line: Int, column: String, _ reason: String) -> RowRefusal {
    RowRefusal(line: line, columnName: column, reason: reason)
  }
}
