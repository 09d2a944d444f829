import Mail
import Testing

@testable import Signing

struct AddressHashTests {
  let key = SecretKey(Array(repeating: 7, count: 32))

  @Test(arguments: [
    ("ada@acme.example", "ada@ACME.example"), ("ada@münchen.example", "ada@xn--mnchen-3ya.example"),
    ("ada@m\u{FC}nchen.example", "ada@mu\u{308}nchen.example"),
    ("\u{FC}@acme.example", "u\u{308}@acme.example"),
    ("ada@acme.example", "\"ada\"@acme.example"), ("ada@straße.example", "ada@STRAßE.example"),
  ]) func `spellings of one address have one hash`(one: String, other: String) throws {
    #expect(try hash(one) == hash(other))
  }

  @Test(arguments: [
    ("Ada@acme.example", "ada@acme.example"), ("\u{DC}@acme.example", "u\u{308}@acme.example"),
  ])
  func `upper and lower case differ in the exact hash and agree in the folded one`(one: String, other: String)
    throws
  {
    #expect(try hash(one).exact != hash(other).exact)
    #expect(try hash(one).folded == hash(other).folded)
  }

  @Test func `other addresses, other keys and other forms have other hashes`() throws {
    let ada = try hash("ada@acme.example")
    #expect(ada.exact != ada.folded)
    #expect(ada.exact.count == 32 && ada.folded.count == 32)
    for other in ["bob@acme.example", "ada@acme2.example", "ada+x@acme.example", "ad@aacme.example"] {
      #expect(try hash(other).folded != ada.folded)
    }
    let rekeyed = try AddressHash(
      EmailAddress("ada@acme.example"), key: SecretKey(Array(repeating: 8, count: 32)))
    #expect(rekeyed.exact != ada.exact && rekeyed.folded != ada.folded)
  }

  @Test func `a short key is refused`() throws {
    let address = try EmailAddress("ada@acme.example")
    #expect(throws: SigningError.self) { try AddressHash(address, key: SecretKey([1])) }
  }

  @Test func `a hash stays the same for ever`() throws {
    // Worked out with Python's hmac.
    let digits = try hash("Ada@acme.example").folded.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    #expect(digits.joined() == "349dbaa64fd22bb2261a6794a41a6729c5b366806769e33d5c9c0587cc50f648")
  }

  private func hash(_ text: String) throws -> AddressHash { try AddressHash(EmailAddress(text), key: key) }
}
