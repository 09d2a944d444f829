/// A recipient's domain in the form that limits are counted by: a number, so that no name stands in a file.
///
/// Two domains of the same number share their limits, which is stricter and never looser.
package struct DomainKey: Hashable, Sendable {
  let number: UInt64

  /// - Parameter domain: in lower case and as A-labels, as `EmailAddress.domain` is.
  package init(_ domain: String) {
    // FNV-1a; 0 marks a free place.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in domain.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    number = hash == 0 ? 1 : hash
  }

  init(number: UInt64) { self.number = number }
}
