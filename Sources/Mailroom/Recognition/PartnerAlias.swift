package import PartnerProgram
package import Signing

/// The code by which a leaderboard names a partner who is not to be recognised.
package enum PartnerAlias {
  /// Without signs that look alike, so that it can be read out.
  private static let alphabet = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789".utf8)

  /// Five signs that depend on the partner's id and the workspace's key alone: the same for ever, and without the key
  /// nobody finds the id.
  package static func of(_ partner: Partner.ID, key: SecretKey) -> String {
    let digest = hmacSHA256(key, Array("alias \(partner)".utf8))
    var number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    var code: [UInt8] = []
    for _ in 0..<5 {
      let (rest, digit) = number.quotientAndRemainder(dividingBy: UInt64(alphabet.count))
      code.append(alphabet[Int(digit)])
      number = rest
    }
    return String(decoding: code, as: UTF8.self)
  }
}
