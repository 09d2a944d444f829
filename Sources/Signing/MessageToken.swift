/// The part of a Message-ID before its `@`: 40 hexadecimal digits, the same for every attempt at the same delivery.
///
/// It tells campaign, edition and partner apart and shows none of them.
package func messageToken(campaign: String, edition: String, partner: String) -> String {
  var bytes = Array("tierpost message\0".utf8)
  for field in [campaign, edition, partner] {
    // With its length in front, no field can lend its end to the next.
    let count = UInt32(field.utf8.count)
    bytes += [UInt8(count >> 24), UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255)]
    bytes += field.utf8
  }
  return hexadecimal(sha256(bytes).prefix(20))
}
