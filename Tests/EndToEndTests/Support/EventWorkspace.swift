import Foundation
import Testing

/// A workspace with a campaign `moved` of events; growth begins at six conversions a month, elite at sixteen.
struct EventWorkspace {
  let workspace: TestWorkspace
  private static let partners =
    TestWorkspace.partnersHeader + "P-1,Ann,ann@mail.example,2026-01-01,US,en,creator\n"
    + "P-2,Ben,ben@mail.example,2026-01-01,US,en,creator\n"

  /// `on` is what `on:` holds; `rows` are of activity, without the heading.
  init(
    on: String, template: String = "advancement", movement: String? = "{up: at_once, down: period_end}",
    _ rows: [String]
  ) throws {
    workspace = try TestWorkspace(partners: Self.partners, activity: Self.file(rows))
    if let movement {
      try workspace.edit(
        "tierpost.yaml", "  refund_window: 30 days\n  ladder:\n",
        "  refund_window: 30 days\n  movement: \(movement)\n  ladder:\n")
      // A ladder with a tier by invitation moves.
      try workspace.edit(
        "tierpost.yaml", "      unlocks: [Payouts within 2 days, A dedicated partner manager]\n",
        "      unlocks: [Payouts within 2 days, A dedicated partner manager]\n"
          + "    - id: circle\n      name: Secret Circle\n      rate: 35%\n      invitation_only: true\n")
    }
    try workspace.edit(
      "tierpost.yaml", "  onboarding:\n    kind: sequence\n",
      "  moved: {kind: event, on: \(on), template: \(template), segment: active}\n"
        + "  onboarding:\n    kind: sequence\n")
  }

  /// Sales of P-1 on each of some days, `10-05` of 2026, by the status.
  static func sales(_ days: [String], status: String = "approved") -> [String] {
    days.map { "S-\($0),P-1,sale,\(status),10.00,USD,2026-\($0)T15:00:00Z," }
  }

  static func days(_ month: String, _ range: ClosedRange<Int>) -> [String] {
    range.map { "\(month)-\($0 < 10 ? "0" : "")\($0)" }
  }

  private static func file(_ rows: [String]) -> String {
    TestWorkspace.activityHeader + rows.map { $0 + "\n" }.joined()
  }

  /// Other rows in place of those that were there.
  func replace(_ rows: [String]) throws { try workspace.write(Self.file(rows), to: "Sample/activity.csv") }

  /// Sends what is due on a day at noon, UTC.
  ///
  /// - Returns: the subjects of the mails that are new in the outbox.
  @discardableResult
  func send(_ day: String) throws -> [String] {
    let before = Set(try letters().map { $0.raw("Message-ID") })
    try workspace.tierpost("send", "moved", "--as-of", "\(day)T12:00:00Z", "--yes").expect(0)
    return try letters().filter { !before.contains($0.raw("Message-ID")) }.map { $0.header("Subject") }
  }

  func letters() throws -> [Letter] { try workspace.letters().filter { $0.source.first == "moved" } }
}
