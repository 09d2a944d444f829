import Testing

@testable import Signing

/// The example of RFC 8463, appendix A: its two signatures come out of its two keys.
struct RFC8463Tests {
  /// The names of `h=`, in the order of the example.
  private static let names = ["from", "to", "subject", "date", "message-id", "from", "subject", "date"]

  @Test func `the keys of the RFC have the records of the RFC`() throws {
    #expect(
      try DKIMCases.key("rfc8463-ed25519").record
        == "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    #expect(
      try DKIMCases.key("rfc8463-rsa").record == "v=DKIM1; k=rsa; p="
        + "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx"
        + "/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT"
        + "+l/K4w3QIDAQAB")
  }

  @Test(arguments: [
    (
      0, "rfc8463-ed25519",
      "/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw=="
    ),
    (
      1, "rfc8463-rsa",
      "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGs"
        + "geefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8="
    ),
  ])
  func `a signature of the RFC comes out, byte by byte`(place: Int, key: String, signature: String) throws {
    let message = try DKIMCases.bytes("rfc8463.eml")
    let handle = SigningHandle(keys: [try DKIMCases.key(key)])
    message.withUnsafeBufferPointer { message in
      let body = HeaderField.read(message, into: &handle.fields)
      RelaxedBody.append(UnsafeBufferPointer(rebasing: message[body...]), to: &handle.canonical)
      #expect(
        String(decoding: handle.encodedHash(), as: UTF8.self)
          == "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=")
      handle.canonical = []
      var left = handle.fields
      for name in Self.names {
        guard let last = left.lastIndex(where: { $0.isNamed(Array(name.utf8), in: message) }) else {
          continue
        }
        left.remove(at: last).appendRelaxed(of: message, to: &handle.canonical)
      }
      var own: [UInt8] = []
      handle.fields[place].appendRelaxed(of: message, endsLine: false, to: &own)
      // The signature itself is not signed: nothing stands behind the last b=.
      let text = String(decoding: own, as: UTF8.self)
      let unsigned = text.ranges(of: "; b=").last.map { text[..<$0.upperBound] } ?? ""
      handle.canonical += Array(unsigned.utf8)
    }
    #expect(String(decoding: handle.encodedSignature(by: 0), as: UTF8.self) == signature)
    #expect(String(decoding: handle.encodedSignature(by: 0), as: UTF8.self) == signature, "and again")
  }
}
