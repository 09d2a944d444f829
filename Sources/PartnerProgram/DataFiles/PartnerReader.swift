/// Reads partners from a CSV or JSON Lines file, chunk by chunk; memory holds one row.
///
/// Columns: `id,name,email,joined` are required; `type,channel,country,language,source,tags,left,time_zone` are known; every
/// further one becomes a field of the partner. Ids that stand twice are the ledger's matter.
package struct PartnerReader: Sendable {
  private var rows: RowReader<PartnerRow>

  /// A reader of one file.
  ///
  /// - Parameters:
  ///   - file: its name, for errors.
  ///   - format: how it is written.
  package init(file: String, format: DataFormat) {
    rows = RowReader(file: file, format: format, mapping: PartnerRow())
  }

  /// The file's columns, once its first row was read.
  package var columns: [String] { rows.columns }

  /// Takes the next bytes and hands on every row they complete, accepted or refused.
  ///
  /// - Throws: `DataFileError` where the file as a whole cannot be read, and what `body` throws.
  package mutating func read(_ chunk: Span<UInt8>, _ body: (RowOutcome<Partner>) throws -> Void) throws {
    try rows.read(chunk, body)
  }

  /// Ends the file.
  package mutating func finish(_ body: (RowOutcome<Partner>) throws -> Void) throws {
    try rows.finish(body)
  }
}
