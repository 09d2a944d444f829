import Testing

@testable import Signing

struct UnsubscribeTokenTests {
  let old = SecretKey(Array(repeating: 1, count: 32))
  let new = SecretKey(Array(repeating: 2, count: 32))

  @Test func `a token says who leaves what, under every key that is kept`() throws {
    let token = try UnsubscribeToken(partner: "P-1001", topic: "status")
    let before = try KeyRing(signing: 1, keys: [1: old])
    let after = try KeyRing(signing: 2, keys: [1: old, 2: new])
    let text = token.text(signedBy: before)
    #expect(UnsubscribeToken(verifying: text, with: before) == token)
    #expect(UnsubscribeToken(verifying: text, with: after) == token)
    #expect(UnsubscribeToken(verifying: token.text(signedBy: after), with: after) == token)
    #expect(token.text(signedBy: after) != text)
  }

  @Test func `the same link for the same partner and topic, on any machine`() throws {
    let text = try UnsubscribeToken(partner: "P-1001", topic: "status").text(signedBy: ring())
    // Worked out with Python's hmac.
    #expect(text == "AQEGUC0xMDAxc3RhdHVzkLql1TnmmvRly2hpE-4wzw")
    #expect(text == (try UnsubscribeToken(partner: "P-1001", topic: "status").text(signedBy: ring())))
    #expect(
      text.utf8.allSatisfy { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
  }

  @Test func `no bit can be turned, no character changed, added or left out`() throws {
    let keys = try KeyRing(signing: 1, keys: [1: old, 2: new])
    let text = try UnsubscribeToken(partner: "P-1001", topic: "status").text(signedBy: keys)
    let bytes = try #require(Base64URL.decode(text))
    for index in bytes.indices {
      for bit in 0..<8 {
        var forged = bytes
        forged[index] ^= 1 << bit
        #expect(UnsubscribeToken(verifying: Base64URL.encode(forged), with: keys) == nil)
      }
    }
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .\u{0}".utf8)
    let characters = Array(text.utf8)
    for index in characters.indices {
      for sign in alphabet where sign != characters[index] {
        var forged = characters
        forged[index] = sign
        #expect(UnsubscribeToken(verifying: String(decoding: forged, as: UTF8.self), with: keys) == nil)
      }
      var shorter = characters
      shorter.remove(at: index)
      #expect(UnsubscribeToken(verifying: String(decoding: shorter, as: UTF8.self), with: keys) == nil)
      #expect(
        UnsubscribeToken(verifying: String(decoding: characters[..<index], as: UTF8.self), with: keys) == nil)
    }
    for tail in ["A", "AA", "=", "\n", " "] {
      #expect(UnsubscribeToken(verifying: text + tail, with: keys) == nil)
    }
  }

  @Test func `another key, an unknown key or another version is no signature`() throws {
    let token = try UnsubscribeToken(partner: "P-1001", topic: "status")
    let text = token.text(signedBy: try KeyRing(signing: 1, keys: [1: old]))
    #expect(UnsubscribeToken(verifying: text, with: try KeyRing(signing: 1, keys: [1: new])) == nil)
    #expect(UnsubscribeToken(verifying: text, with: try KeyRing(signing: 2, keys: [2: old])) == nil)
    #expect(UnsubscribeToken(verifying: text, with: try KeyRing(signing: 2, keys: [1: new, 2: old])) == nil)
  }

  @Test func `topic and partner cannot lend each other their letters`() throws {
    let keys = try ring()
    let one = try UnsubscribeToken(partner: "P-1", topic: "001status").text(signedBy: keys)
    let two = try UnsubscribeToken(partner: "P-1001", topic: "status").text(signedBy: keys)
    #expect(one != two)
    #expect(UnsubscribeToken(verifying: one, with: keys)?.partner == "P-1")
    #expect(UnsubscribeToken(verifying: one, with: keys)?.topic == "001status")
  }

  @Test func `the longest token has under 120 characters`() throws {
    let keys = try ring()
    let token = try UnsubscribeToken(
      partner: String(repeating: "p", count: 50), topic: String(repeating: "t", count: 20))
    #expect(token.text(signedBy: keys).utf8.count == 119)
    #expect(UnsubscribeToken(verifying: token.text(signedBy: keys), with: keys) == token)
    #expect(
      kind(partner: String(repeating: "p", count: 50), topic: String(repeating: "t", count: 21)) == .tooLong)
  }

  @Test func `an address, a control character or nothing cannot stand in a token`() {
    #expect(kind(partner: "ada@acme.example", topic: "status") == .reference)
    #expect(kind(partner: "P\r\n1", topic: "status") == .reference)
    #expect(kind(partner: "", topic: "status") == .reference)
    #expect(kind(partner: "P-1", topic: "") == .topic)
    #expect(kind(partner: "P-1", topic: "a@b") == .topic)
  }

  @Test func `a ring needs long keys and the one that signs`() {
    let short = #expect(throws: SigningError.self) {
      try KeyRing(signing: 1, keys: [1: SecretKey([1, 2, 3])])
    }
    #expect(short?.description == "key 1 has 3 bytes; at least 32 are needed")
    let missing = #expect(throws: SigningError.self) { try KeyRing(signing: 3, keys: [1: old]) }
    #expect(missing?.description == "there is no key 3 to sign with")
  }

  @Test func `base64url reads what it writes, and nothing else`() {
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }
    for text in ["A", "AB", "AAB", "AA==", "A A", "AAAAA", "A+AA"] {
      #expect(Base64URL.decode(text) == nil, "\(text)")
    }
  }

  private func ring() throws -> KeyRing { try KeyRing(signing: 1, keys: [1: old]) }

  private func kind(partner: String, topic: String) -> SigningError.Kind? {
    do {
      _ = try UnsubscribeToken(partner: partner, topic: topic)
      return nil
    } catch { return error.kind }
  }
}
