import Foundation

/// The partners of a workspace's `Sample/partners.csv`, read by patterns and not by the reader under test.
struct SamplePartners {
  struct Row {
    let id: String
    let email: String
    let language: String
    let joined: String
    let left: String
  }

  /// The rows that are not wrong on purpose, by id.
  let rows: [String: Row]

  init(_ workspace: DeliveryWorkspace) throws {
    let text = try String(contentsOfFile: workspace.folder + "/Sample/partners.csv", encoding: .utf8)
    // Ids of wrong rows begin with X-, a repetition comes after its original, and a broken date does not match.
    let pattern =
      #/(?m)^(P-\d+),(?:"[^"]*"|[^,\n]*),[^,\n]*,([^,\s]+@[^,\s]+),[^,]*,[^,]*,[A-Z]{2},([^,]*),[^,]*,[^,]*,(\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d)?,/#
    var rows: [String: Row] = [:]
    for match in text.matches(of: pattern) where rows[String(match.1)] == nil {
      rows[String(match.1)] = Row(
        id: String(match.1), email: String(match.2), language: String(match.3), joined: String(match.4),
        left: match.5.map(String.init) ?? "")
    }
    self.rows = rows
  }

  /// Whoever must get the status of October 2026 when it is sent on the first of November.
  var ofOctober: [Row] {
    rows.values.filter { $0.joined <= "2026-10-31" && ($0.left.isEmpty || $0.left > "2026-11-01") }
  }

  /// The partner of an address.
  var byAddress: [String: String] { Dictionary(rows.values.map { ($0.email, $0.id) }) { first, _ in first } }
}
