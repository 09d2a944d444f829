import Ledger
import Mail
import PartnerProgram

/// Partners with their activity, page after page in the order of their ids: everybody, or those that are named.
struct PartnerPages {
  let store: any ProgramStore
  /// By id in order; nil for everybody.
  let among: [Partner.ID]?
  /// Partners a page.
  let size: Int
  private var cursor: PartnerCursor?
  private var taken = 0
  private var isRead = false

  init(store: any ProgramStore, among: [Partner.ID]?, size: Int) {
    self.store = store
    self.among = among
    self.size = size
  }

  /// nil after the last page.
  mutating func next() throws(LedgerError) -> [PartnerRecord]? {
    if let among {
      guard taken < among.count else { return nil }
      let ids = Array(among[taken..<min(taken + size, among.count)])
      taken += ids.count
      return try store.partners(ids: ids, withActivity: true)
    }
    guard !isRead else { return nil }
    let page = try store.partners(after: cursor, limit: size, withActivity: true)
    cursor = page.next
    isRead = cursor == nil
    return page.records
  }
}
