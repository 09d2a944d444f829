import Mail
import Testing

@testable import Signing

struct MessageTokenTests {
  @Test func `a token is the same for ever and makes a Message-ID`() throws {
    let token = messageToken(campaign: "monthly-status", edition: "2026-10", partner: "P-1001")
    // Worked out with Python's hashlib.
    #expect(token == "53a8b25a5c5d19a9f4efb47ed68e3a3881d022f8")
    #expect(try MessageID(token: token, domain: "acme.example").description == "<\(token)@acme.example>")
  }

  @Test func `campaign, edition and partner all count, and where one ends`() {
    let tokens = [
      ("a", "b", "c"), ("ab", "", "c"), ("a", "bc", ""), ("", "ab", "c"), ("a", "c", "b"), ("a", "b", "C"),
      ("a", "b\0", "c"),
    ].map { messageToken(campaign: $0.0, edition: $0.1, partner: $0.2) }
    #expect(Set(tokens).count == tokens.count)
  }

  @Test func `a token shows no address, even where a partner's id is one`() {
    let token = messageToken(campaign: "c", edition: "e", partner: "ada@acme.example")
    #expect(token.utf8.count == 40)
    #expect(token.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
  }
}
