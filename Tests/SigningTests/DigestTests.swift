import Testing

@testable import Signing

struct DigestTests {
  /// FIPS 180-4's examples, the empty message, and the million of RFC 6234.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]) func `SHA-256 is that of FIPS 180`(text: String, count: Int, expected: String) {
    #expect(hexadecimal(sha256(Array(String(repeating: text, count: count).utf8))) == expected)
  }

  /// RFC 4231 4.2 to 4.8; the fifth case is truncated to 128 bits there.
  @Test(
    arguments: [
      (
        bytes(0x0B, 20), Array("Hi There".utf8),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
      ),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (bytes(0xAA, 20), bytes(0xDD, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
      (Array(1...25), bytes(0xCD, 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
      (bytes(0x0C, 20), Array("Test With Truncation".utf8), "a3b6167473100ee06e0c796c2955552b"),
      (
        bytes(0xAA, 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
      (
        bytes(0xAA, 131),
        Array(
          ("This is a test using a larger than block-size key and a larger than block-size data. "
            + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
      ),
    ] as [([UInt8], [UInt8], String)])
  func `HMAC-SHA256 is that of RFC 4231`(key: [UInt8], data: [UInt8], expected: String) {
    #expect(hexadecimal(hmacSHA256(SecretKey(key), data)).hasPrefix(expected))
  }

  @Test func `an empty key and empty data have a code`() {
    let expected = "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"
    #expect(hexadecimal(hmacSHA256(SecretKey([]), [])) == expected)
  }

  @Test func `a key never shows`() {
    let key = SecretKey(Array("canary-canary-canary-canary-cana".utf8))
    var dumped = ""
    dump(key, to: &dumped)
    for text in [
      "\(key)", String(describing: key), String(reflecting: key), String(reflecting: [key]), dumped,
    ] {
      #expect(text.contains("<redacted>") && !text.contains("canary") && !text.contains("99"))
    }
    let ring = try? KeyRing(signing: 1, keys: [1: key])
    var dumpedRing = ""
    dump(ring, to: &dumpedRing)
    #expect(!"\(String(reflecting: ring))\(dumpedRing)".contains("99,"))
  }

  @Test func `comparison in constant time is comparison`() {
    #expect(isEqualInConstantTime([], []))
    #expect(isEqualInConstantTime([1, 2], [1, 2]))
    #expect(!isEqualInConstantTime([1, 2], [1, 3]))
    #expect(!isEqualInConstantTime([1, 2], [1]))
  }

  private static func bytes(_ byte: UInt8, _ count: Int) -> [UInt8] { Array(repeating: byte, count: count) }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
