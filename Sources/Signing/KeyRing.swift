/// The keys that unsubscribe tokens are signed with: one signs, all verify.
///
/// To rotate, add a key under a new number and make it the signing one. Keep the old ones for as long as a link in a
/// mail that was sent must work; that is for ever under the laws that ask most.
package struct KeyRing: Sendable {
  /// The number of the key that signs.
  package let signing: UInt8
  private let keys: [UInt8: SecretKey]

  /// Throws where a key has fewer than 32 bytes, or none has the number that is to sign.
  package init(signing: UInt8, keys: [UInt8: SecretKey]) throws(SigningError) {
    for (number, key) in keys.sorted(by: { $0.key < $1.key }) where key.count < 32 {
      throw SigningError(.shortKey, "key \(number) has \(key.count) bytes; at least 32 are needed")
    }
    guard keys[signing] != nil else {
      throw SigningError(.unknownKey, "there is no key \(signing) to sign with")
    }
    self.signing = signing
    self.keys = keys
  }

  subscript(number: UInt8) -> SecretKey? { keys[number] }
}
