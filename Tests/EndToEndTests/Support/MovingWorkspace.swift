import Testing

/// A workspace whose standings move on review, with a tier by invitation on top.
enum MovingWorkspace {
  static let asOf = "2026-11-03T09:00:00Z"

  /// P-1 has seven sales in October 2026 and one in November, P-2 none; growth begins at six.
  static func make(
    movement: String = "{up: review, down: review, approval: [manager, sales], improvement: 30 days}"
  ) throws -> TestWorkspace {
    let october = (1...7).map { "A-\($0),P-1,sale,approved,10.00,USD,2026-10-0\($0)T15:00:00Z,\n" }
    let workspace = try TestWorkspace(
      partners: TestWorkspace.partnersHeader
        + "P-1,Ann,ann@mail.example,2026-09-01,US,en,creator\n"
        + "P-2,Ben,ben@mail.example,2026-09-01,US,en,creator\n",
      activity: TestWorkspace.activityHeader + october.joined()
        + "A-8,P-1,sale,approved,10.00,USD,2026-11-02T15:00:00Z,\n")
    try workspace.edit(
      "tierpost.yaml", "  refund_window: 30 days\n  ladder:\n",
      "  refund_window: 30 days\n  movement: \(movement)\n  ladder:\n")
    try workspace.edit(
      "tierpost.yaml", "      unlocks: [Payouts within 2 days, A dedicated partner manager]\n",
      "      unlocks: [Payouts within 2 days, A dedicated partner manager]\n"
        + "    - id: circle\n      name: Secret Circle\n      rate: 35%\n      invitation_only: true\n")
    return workspace
  }
}

extension TestWorkspace {
  /// `tierpost tiers` as of a moment.
  @discardableResult
  func tiers(_ arguments: String..., asOf: String = MovingWorkspace.asOf) throws -> TierpostProcess.Outcome {
    try TierpostProcess(["tiers"] + arguments + ["--as-of", asOf], in: folder).finish()
  }

  /// The tier of each partner in a month, by id.
  func tiersByPartner(
    month: String = "2026-11", asOf: String = MovingWorkspace.asOf
  ) throws -> [String: String] {
    let outcome = try tiers("status", "--month", month, "--json", asOf: asOf)
    outcome.expect(0)
    return try outcome.objects().reduce(into: [:]) { $0[$1["partner"]?.text ?? ""] = $1["tier"]?.text }
  }
}
