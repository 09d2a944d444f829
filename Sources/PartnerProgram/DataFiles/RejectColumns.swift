/// The columns that a file of rejects has after the file's own; a mended file may keep them.
package enum RejectColumns {
  /// The line the row stood on.
  package static let line = "refused_line"
  /// Why it was refused.
  package static let reason = "refused_reason"

  package static let all = [line, reason]
}
