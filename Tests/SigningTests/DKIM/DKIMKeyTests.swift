import Foundation
import Testing

@testable import Signing

struct DKIMKeyTests {
  @Test(arguments: [
    ("rsa2048", DKIMAlgorithm.rsa, 2_048), ("rsa2048-pkcs1", .rsa, 2_048), ("rfc8463-rsa", .rsa, 1_024),
    ("ed25519", .ed25519, 256), ("rfc8463-ed25519", .ed25519, 256),
  ])
  func `a key is read from PKCS 8 and PKCS 1`(file: String, algorithm: DKIMAlgorithm, bits: Int) throws {
    let key = try DKIMCases.key(file)
    #expect(key.algorithm == algorithm && abs(key.bits - bits) <= 3)
  }

  @Test func `both forms of a file are one key`() throws {
    #expect(try DKIMCases.key("rsa2048").record == DKIMCases.key("rsa2048-pkcs1").record)
  }

  @Test(arguments: [
    ("encrypted-pkcs8", DKIMKeyError.encrypted), ("encrypted-pkcs1", .encrypted),
    ("rsa512", .tooShort(bits: 512)), ("public", .publicKey), ("certificate", .certificate),
    ("p256", .unsupported), ("damaged", .damaged), ("truncated", .damaged),
  ])
  func `a file without a usable key is refused by what it is`(file: String, error: DKIMKeyError) {
    #expect(throws: error) { try DKIMCases.key(file) }
  }

  @Test(arguments: ["", "\n", "not a key", "\u{0}\u{1}", "-----BEGIN"])
  func `what is no PEM is refused`(text: String) {
    #expect(throws: DKIMKeyError.notPEM) { try DKIMKey(pem: Array(text.utf8)) }
  }

  @Test(arguments: [DKIMAlgorithm.rsa, .ed25519])
  func `a made key is written and read back`(algorithm: DKIMAlgorithm) throws {
    let made = DKIMKey.make(algorithm)
    let read = try made.pem().withBytes { pem in
      #expect(String(decoding: pem, as: UTF8.self).hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
      return try DKIMKey(pem: pem)
    }
    #expect(read.record == made.record && read.algorithm == algorithm)
    #expect(read.bits == (algorithm == .rsa ? 2_048 : 256) || algorithm == .ed25519)
    #expect(DKIMKey.make(algorithm).record != made.record)
  }

  @Test func `a key never shows`() throws {
    let key = try DKIMCases.key("rsa2048")
    let secret = String(decoding: try DKIMCases.bytes("keys/rsa2048.pem"), as: UTF8.self)
    var shown = "\(key) \(String(reflecting: key))"
    dump(key, to: &shown)
    dump(try DKIMCases.signer(), to: &shown)
    for line in secret.split(separator: "\n") where !line.hasPrefix("-") { #expect(!shown.contains(line)) }
    #expect(shown.contains("<redacted>"))
  }

  @Test func `a record longer than a string is cut into strings of 255 bytes`() throws {
    let record = try DKIMCases.key("rsa2048").record
    let text = zoneFileText(record)
    let strings = text.dropFirst().dropLast().components(separatedBy: "\" \"")
    #expect(strings.count == 2 && strings.allSatisfy { $0.utf8.count <= 255 } && strings.joined() == record)
    #expect(zoneFileText("v=spf1 -all") == "\"v=spf1 -all\"")
    #expect(zoneFileText("a\"b\\c") == "\"a\\\"b\\\\c\"")
  }

  @Test func `base64 reads back, with white space between`() {
    for count in 0..<40 {
      let input = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      let text = base64(input)
      #expect(text == Data(input).base64EncodedString())
      #expect(bytes(ofBase64: text) == input)
      #expect(bytes(ofBase64: text.map { "\($0) " }.joined()) == input)
    }
    for wrong in ["a", "ab=", "=abc", "a=bc", "ab=c", "a-b_", "abc"] {
      #expect(bytes(ofBase64: wrong) == nil)
    }
  }
}
