import Foundation

/// What `tierpost status --json` printed.
struct DeliveryStatus {
  struct Row: Equatable {
    let edition: String
    let partner: String
    let state: String
    let reason: String
  }

  let code: Int32?
  /// Deliveries in each state, by campaign and edition.
  private(set) var editions: [String: [String: Int]] = [:]
  private(set) var rows: [Row] = []

  init(_ end: TierpostRun.End) {
    code = end.code
    for line in end.output.split(separator: "\n") {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
        continue
      }
      let edition = "\(object["campaign"] ?? "") \(object["edition"] ?? "")"
      if let states = object["states"] as? [String: Int] { editions[edition] = states }
      guard let partner = object["partner"] as? String, let state = object["state"] as? String else {
        continue
      }
      rows.append(
        Row(edition: edition, partner: partner, state: state, reason: object["reason"] as? String ?? ""))
    }
  }

  /// Deliveries in each state, of all editions.
  var counts: [String: Int] { editions.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) } }

  var inDoubt: [String] { rows.filter { $0.state == "in_doubt" }.map(\.partner) }
}
