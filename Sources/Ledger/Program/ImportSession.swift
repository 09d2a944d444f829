package import PartnerProgram

/// One file on its way into the ledger.
///
/// Used on the thread that runs the import, never kept.
///
/// Every row is answered for: what is not added, updated or unchanged is refused with a reason, and `finish()` names those
/// whose fault showed only at the end of the file. A row missing from a later file is never removed.
package protocol ImportSession: AnyObject {
  /// Brings in a partner by its id. `line` is the row's place in the file, kept for the late refusals.
  func put(_ partner: Partner, line: Int) throws(LedgerError) -> RowResult
  /// Brings in an activity by its id; its partner must be there, what it takes back may still follow in the file.
  func put(_ activity: Activity, line: Int) throws(LedgerError) -> RowResult
  /// Settles what had to wait for the whole file, in the order of lines. The refused rows are as they were before it.
  func finish() throws(LedgerError) -> [LateRefusal]
}

/// What became of one row.
package enum RowResult: Sendable, Equatable {
  case added
  case updated
  case unchanged
  case refused(ImportRefusal)
}

/// A row that was taken at first and refused at the end of its file.
package struct LateRefusal: Sendable, Equatable {
  package let line: Int
  /// What `put` had answered: the count to be lowered.
  package let was: RowResult
  package let reason: ImportRefusal

  package init(line: Int, was: RowResult, reason: ImportRefusal) {
    self.line = line
    self.was = was
    self.reason = reason
  }
}

/// Why a row cannot stand in the ledger.
package enum ImportRefusal: Sendable, Equatable, CustomStringConvertible {
  /// The activity's partner is not in the ledger.
  case unknownPartner(Partner.ID)
  /// The id stood earlier in the same file with other content.
  case repeatedID(String)
  /// Amount and commission in different currencies.
  case mixedCurrencies
  /// A refund or chargeback that does not say what it takes back.
  case noReference
  /// What is taken back is not in the ledger.
  case unknownReference(Activity.ID)
  /// What is taken back is no sale, or has no amount.
  case referenceNotTakeable(Activity.ID)
  /// What is taken back was done by another partner.
  case referenceOfOtherPartner(Activity.ID)
  /// Taken back in another currency than it was sold in.
  case referenceInOtherCurrency(Activity.ID)
  /// It occurred before what it takes back.
  case beforeReference(Activity.ID)
  /// With this row more would be taken back than was sold.
  case largerThanReference(Activity.ID)
  /// What is already known as taken back from this activity would no longer fit it.
  case noLongerFits

  /// The column of the data files at fault.
  package var column: String {
    switch self {
    case .unknownPartner: "partner"
    case .repeatedID: "id"
    case .mixedCurrencies, .referenceInOtherCurrency: "currency"
    case .largerThanReference, .noLongerFits: "amount"
    case .beforeReference: "occurred"
    case .noReference, .unknownReference, .referenceNotTakeable, .referenceOfOtherPartner: "reference"
    }
  }

  package var description: String {
    switch self {
    case .unknownPartner(let id): "there is no partner \(id)"
    case .repeatedID(let id): "the id \(id) stands earlier in this file with other content"
    case .mixedCurrencies: "amount and commission are in different currencies"
    case .noReference: "a refund or chargeback needs the reference of what it takes back"
    case .unknownReference(let id): "there is no activity \(id) to take back"
    case .referenceNotTakeable(let id): "activity \(id) is not a sale, and only sales can be taken back"
    case .referenceOfOtherPartner(let id): "activity \(id) belongs to another partner"
    case .referenceInOtherCurrency(let id): "activity \(id) is in another currency"
    case .beforeReference(let id): "it occurred before the sale \(id) that it takes back"
    case .largerThanReference(let id): "more would be taken back than activity \(id) brought"
    case .noLongerFits: "what was already taken back from this activity would no longer fit it"
    }
  }
}
