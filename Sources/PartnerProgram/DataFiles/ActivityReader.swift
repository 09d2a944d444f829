package import Mail

/// Reads activity from a CSV or JSON Lines file, chunk by chunk; memory holds one row.
///
/// Columns: `id,partner,kind,status,occurred` are required; `amount,currency,customer,reference,commission` and
/// `fee,tax,recurring,months` are known. What
/// needs other rows (an unknown partner, an id that stands twice, a refund larger than its sale) is the ledger's matter.
package struct ActivityReader: Sendable {
  private var rows: RowReader<ActivityRow>

  /// Why a row is refused whose time has not come.
  package static let futureReason = "it lies in the future"

  /// A reader of one file.
  ///
  /// - Parameters:
  ///   - file: its name, for errors.
  ///   - format: how it is written.
  ///   - currency: the program's.
  ///   - rates: for amounts in another one; without a rate for its day such an amount is refused.
  ///   - latest: what occurred after this moment is refused, for it cannot be known yet; nil refuses nothing.
  package init(
    file: String, format: DataFormat, currency: Currency, rates: ExchangeRates? = nil,
    latest: Timestamp? = nil
  ) {
    rows = RowReader(
      file: file, format: format, mapping: ActivityRow(currency: currency, rates: rates, latest: latest))
  }

  /// The file's columns, once its first row was read.
  package var columns: [String] { rows.columns }

  /// The columns that mean nothing here.
  package var ignoredColumns: [String] { rows.mapping.ignoredColumns }

  /// Takes the next bytes and hands on every row they complete, accepted or refused.
  ///
  /// - Throws: `DataFileError` where the file as a whole cannot be read, and what `body` throws.
  package mutating func read(_ chunk: Span<UInt8>, _ body: (RowOutcome<Activity>) throws -> Void) throws {
    try rows.read(chunk, body)
  }

  /// Ends the file.
  package mutating func finish(_ body: (RowOutcome<Activity>) throws -> Void) throws {
    try rows.finish(body)
  }
}
