internal import Settings

/// When a run gives up because the upstream turns its mails away: `stop:` of a sender.
package struct StopSettings: Sendable, Equatable {
  /// So many refusals for reasons of policy (RFC 3463, 5.7.x) in a row.
  package var policyRefusals = 5
  /// More than so many per cent of the first `ofFirst` answers are refusals.
  package var refusalPercent = 20
  package var ofFirst = 200

  package init() {}

  /// Reads `stop: {policy_refusals: 5, refusals: 20%, of_first: 200}`; what is not set stays as it is.
  init(_ sender: MappingReader) {
    guard let keys = sender.optional("stop")?.mapping() else { return }
    if let number = keys.optional("policy_refusals")?.integer(in: 1...1_000) { policyRefusals = Int(number) }
    if let number = keys.optional("of_first")?.integer(in: 1...1_000_000) { ofFirst = Int(number) }
    if let share = keys.optional("refusals") {
      if let text = share.string(), text.hasSuffix("%"), let number = Int(text.dropLast()),
        (1...100).contains(number)
      {
        refusalPercent = number
      } else if share.isScalar {
        share.fail("expected a share of 1% to 100%", help: "for example refusals: 20%")
      }
    }
    keys.finish()
  }
}
