package import Ledger
package import PartnerProgram
package import Signing

/// The name by which an unsubscribe link knows a partner: its id, or a keyed hash where the id is an address or too long.
package enum PartnerReference {
  package static func of(_ partner: Partner.ID, key: SecretKey) -> String {
    guard partner.utf8.count > 40 || partner.utf8.contains(UInt8(ascii: "@")) else { return partner }
    return "~" + hexadecimal(hmacSHA256(key, Array("partner \(partner)".utf8)).prefix(12))
  }

  /// The partner of a link; nil where there is none of that name any more.
  package static func partner(_ reference: String, key: SecretKey, in store: any ProgramStore) throws
    -> Partner?
  {
    if let found = try store.partner(reference) { return found.partner }
    guard reference.hasPrefix("~") else { return nil }
    var cursor: PartnerCursor?
    repeat {
      let page = try store.partners(after: cursor, limit: 500, withActivity: false)
      if let found = page.records.first(where: { of($0.partner.id, key: key) == reference }) {
        return found.partner
      }
      cursor = page.next
    } while cursor != nil
    return nil
  }
}
