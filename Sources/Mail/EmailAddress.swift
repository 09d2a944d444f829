/// An address that is safe on the wire: no control characters, a domain in ASCII form.
package struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  /// The part before the last `@`, as given.
  package let localPart: String
  /// The domain in lower case, as A-labels (RFC 5890).
  package let domain: String

  package init(uncheckedLocalPart localPart: String, domain: String) {
    self.localPart = localPart
    self.domain = domain
  }

  package var description: String { "\(localPart)@\(domain)" }
}
