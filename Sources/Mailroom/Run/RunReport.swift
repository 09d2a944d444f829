package import Ledger
package import Sending

/// What a run did to one edition.
package struct RunReport: Sendable {
  package let campaign: String
  package let edition: String
  /// What a run before had left, found when this one began.
  package var recovery = Recovery(released: 0, inDoubt: 0)
  /// Partners entered by this run.
  package var planned = 0
  /// Outcomes of this run.
  package var accepted = 0
  package var deferred = 0
  package var refused = 0
  package var inDoubt = 0
  package var skipped = 0
  /// Claimed, and withdrawn as the address was suppressed meanwhile.
  package var suppressed = 0
  /// Left to wait for their recipients' domains, which take no more for now.
  package var waiting = 0
  /// In doubt before this run, which sends them again.
  package var retried = 0
  /// The edition as the ledger now has it.
  package var summary: [DeliveryState: Int] = [:]
  /// Why the run ended early, where it did.
  package var outage: Outage?
  package var halt: Halt?
  /// The run was asked to stop.
  package var isStopped = false

  /// Whether it did all that it could.
  var isComplete: Bool { outage == nil && halt == nil && !isStopped }

  package init(campaign: String, edition: String) {
    self.campaign = campaign
    self.edition = edition
  }
}
