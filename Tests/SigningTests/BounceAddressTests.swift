import Mail
import Testing

@testable import Signing

struct BounceAddressTests {
  let old = SecretKey(Array(repeating: 1, count: 32))
  let new = SecretKey(Array(repeating: 2, count: 32))

  private func keys() throws -> KeyRing { try KeyRing(signing: 1, keys: [1: old]) }
  private func bounces() throws -> BounceAddress {
    try BounceAddress(try EmailAddress("bounces@acme.example"), keys: try keys())
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 42, 1 << 40, .max])
  func `an address says which delivery bounced`(number: Int64) throws {
    let id = Envelope.ID(rawValue: number)
    let address = try bounces().address(for: id)
    #expect(try bounces().delivery(of: address) == id)
    #expect(try EmailAddress(address.description) == address)
    #expect(address.localPart.utf8.count <= 64 && address.domain == "acme.example")
  }

  @Test func `the address of a delivery is the same on any machine`() throws {
    // Worked out with Python's hmac and base64.
    let address = try bounces().address(for: Envelope.ID(rawValue: 42))
    #expect(address.description == "bounces+aeaaaaaaaaaaaksjpcuspir354yc7x6d3dc5ptdz@acme.example")
  }

  @Test func `relays may fold the case of either part`() throws {
    let text = try bounces().address(for: Envelope.ID(rawValue: 7)).description
    for folded in [text.uppercased(), text.lowercased(), text.replacing("bounces", with: "Bounces")] {
      #expect(try bounces().delivery(of: try EmailAddress(folded))?.rawValue == 7)
    }
    #expect(text == text.lowercased())
  }

  @Test func `no character can be changed, added or left out`() throws {
    let bounces = try bounces()
    let address = bounces.address(for: Envelope.ID(rawValue: 123_456))
    let local = Array(address.localPart.utf8)
    for index in local.indices {
      for sign in "abcdefghijklmnopqrstuvwxyz234567+01=".utf8 where sign != local[index] {
        var forged = local
        forged[index] = sign
        #expect(bounces.delivery(of: changed(address, forged)) == nil)
      }
      var shorter = local
      shorter.remove(at: index)
      #expect(bounces.delivery(of: changed(address, shorter)) == nil)
    }
    for tail in ["a", "aaaaaaaa", "+"] {
      #expect(bounces.delivery(of: changed(address, local + Array(tail.utf8))) == nil)
    }
    #expect(bounces.delivery(of: try EmailAddress("\(address.localPart)@evil.example")) == nil)
    #expect(bounces.delivery(of: try EmailAddress("bounces@acme.example")) == nil)
    #expect(bounces.delivery(of: try EmailAddress("other@acme.example")) == nil)
  }

  private func changed(_ address: EmailAddress, _ local: [UInt8]) -> EmailAddress {
    EmailAddress(uncheckedLocalPart: String(decoding: local, as: UTF8.self), domain: address.domain)
  }

  @Test func `old keys still read what they signed, unknown ones nothing`() throws {
    let base = try EmailAddress("bounces@acme.example")
    let address = try bounces().address(for: Envelope.ID(rawValue: 9))
    let rotated = try BounceAddress(base, keys: try KeyRing(signing: 2, keys: [1: old, 2: new]))
    #expect(rotated.delivery(of: address)?.rawValue == 9)
    #expect(rotated.address(for: Envelope.ID(rawValue: 9)) != address)
    let stranger = try BounceAddress(base, keys: try KeyRing(signing: 2, keys: [2: new]))
    #expect(stranger.delivery(of: address) == nil)
    let other = try BounceAddress(base, keys: try KeyRing(signing: 1, keys: [1: new]))
    #expect(other.delivery(of: address) == nil)
  }

  @Test func `a token for leaving is no token for bounces`() throws {
    let token = try UnsubscribeToken(partner: "P-1", topic: "status").text(signedBy: try keys())
    #expect(BounceToken(verifying: token, with: try keys()) == nil)
  }

  @Test func `an address without room for a token is refused`() throws {
    let longest = String(repeating: "b", count: 23)
    let fits = try BounceAddress(try EmailAddress("\(longest)@acme.example"), keys: try keys())
    #expect(fits.address(for: Envelope.ID(rawValue: 1)).localPart.utf8.count == 64)
    for refused in ["\(longest)b@acme.example", "\"a@b\"@acme.example", "bücher@acme.example"] {
      let base = try EmailAddress(refused)
      #expect(throws: SigningError.self) { try BounceAddress(base, keys: try keys()) }
    }
  }
}
