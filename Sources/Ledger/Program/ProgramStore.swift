package import PartnerProgram

/// What is known about the program: its partners and what they did.
///
/// Every function may be called from any thread.
package protocol ProgramStore: Sendable {
  /// Runs one import, a transaction of its own: all of it is durable on return, or none of it is there when it throws.
  ///
  /// `body` puts the rows of one file and ends with `finish()`. What it throws is passed on unchanged.
  func importRows<T>(_ body: (any ImportSession) throws -> T) throws -> T

  /// The next partners in the order of their ids' bytes, each with its activities in the order of time.
  ///
  /// A page is read in one snapshot; the walk from page to page is not one, but meets every partner once whose row stays.
  func partners(
    after cursor: PartnerCursor?, limit: Int, withActivity: Bool
  ) throws(LedgerError) -> PartnerPage

  /// One partner with its activities in the order of time; nil where there is none of that id.
  func partner(_ id: Partner.ID) throws(LedgerError) -> PartnerRecord?
  /// The named partners in the order of `ids`; unknown ids are left out.
  func partners(ids: [Partner.ID], withActivity: Bool) throws(LedgerError) -> [PartnerRecord]
  /// At most five existing ids that begin like `id` or differ little from it, for "did you mean".
  func suggestPartnerIDs(near id: String) throws(LedgerError) -> [Partner.ID]
  /// The names of all further columns ever imported, sorted.
  func fieldNames() throws(LedgerError) -> [String]
  func counts() throws(LedgerError) -> ProgramCounts
  /// A number that changes with every import, erasure and decision, whoever makes it: while it stands still, what was worked
  /// out from partners and activity holds.
  func programStamp() throws(LedgerError) -> Int64
}

/// A place in the walk over all partners.
package struct PartnerCursor: Sendable, Equatable {
  package let lastID: Partner.ID
  package init(lastID: Partner.ID) { self.lastID = lastID }
}

/// A partner and what it did.
package struct PartnerRecord: Sendable, Equatable {
  package var partner: Partner
  /// Sorted by time, then id; empty where activity was not asked for.
  package var activities: [Activity]

  package init(partner: Partner, activities: [Activity]) {
    self.partner = partner
    self.activities = activities
  }
}

/// Some partners of the walk over all of them.
package struct PartnerPage: Sendable {
  package var records: [PartnerRecord]
  /// Where the next page begins; nil after the last one.
  package var next: PartnerCursor?

  package init(records: [PartnerRecord], next: PartnerCursor?) {
    self.records = records
    self.next = next
  }
}

/// How much the ledger knows.
package struct ProgramCounts: Sendable, Equatable {
  package var partners: Int
  package var activities: Int

  package init(partners: Int, activities: Int) {
    self.partners = partners
    self.activities = activities
  }
}
