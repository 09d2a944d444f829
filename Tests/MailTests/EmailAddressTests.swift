import Testing

@testable import Mail

struct EmailAddressTests {
  @Test func `every case of the table reads as it says`() throws {
    let rows = try CaseFile.rows("addresses.tsv")
    #expect(rows.count > 70)
    for row in rows {
      let (input, expected) = (row[0], row[1])
      do {
        let address = try EmailAddress(input)
        #expect(Array(address.description.utf8) == Array(expected.utf8), "\(input.debugDescription)")
      } catch {
        #expect("!\(error.kind.rawValue)" == expected, "\(input.debugDescription): \(error)")
      }
    }
  }

  @Test func `an accepted address reads again as itself`() throws {
    for row in try CaseFile.rows("addresses.tsv") where !row[1].hasPrefix("!") {
      let address = try EmailAddress(row[0])
      #expect(try EmailAddress(address.description) == address)
    }
  }

  @Test func `every byte below 0x21 and 0x7F is refused anywhere`() {
    for byte in Array(0...0x20) + [0x7F] as [UInt8] {
      for template in [
        "a*b@acme.example", "\"a*b\"@acme.example", "\"a\\*b\"@acme.example", "a@ac*me.example",
      ] {
        let sign = String(Unicode.Scalar(byte))
        let text = template.split(separator: "*").joined(separator: sign)
        #expect(throws: AddressError.self, "\(text.debugDescription)") { try EmailAddress(text) }
      }
    }
  }

  @Test func `a local part outside ASCII needs SMTPUTF8, a domain does not`() throws {
    #expect(try EmailAddress("üser@acme.example").needsSMTPUTF8)
    #expect(try !EmailAddress("user@münchen.example").needsSMTPUTF8)
  }

  @Test func `composed and decomposed local parts have one normalized form`() throws {
    let composed = try EmailAddress("\u{FC}ser@acme.example")
    let decomposed = try EmailAddress("u\u{308}ser@acme.example")
    #expect(Array(decomposed.localPart.utf8) == Array("u\u{308}ser".utf8))
    #expect(Array(decomposed.normalizedLocalPart.utf8) == Array(composed.localPart.utf8))
  }

  @Test func `lengths end where RFC 5321 ends them`() throws {
    let local = String(repeating: "a", count: 64)
    #expect(try EmailAddress("\(local)@acme.example").localPart == local)
    #expect(kind("a\(local)@acme.example") == .tooLong)
    let label = String(repeating: "b", count: 63)
    #expect(try EmailAddress("a@\(label).example").domain == "\(label).example")
    #expect(kind("a@b\(label).example") == .tooLong)
    #expect(kind("a@\(label).\(label).\(label).\(label)") == .tooLong)
    #expect(kind("a@\(String(repeating: "ü", count: 60)).example") == .tooLong)
  }

  @Test func `an error says where and never what the address is`() {
    let error = #expect(throws: AddressError.self) { try EmailAddress("secret name@acme.example") }
    #expect(error?.description == "the address contains a space, at byte 7")
    for text in ["secret(x)@acme.example", "secret@ac_me.example", "secret@[acme]", "secret"] {
      let error = #expect(throws: AddressError.self) { try EmailAddress(text) }
      #expect(error.map { !$0.description.contains("secret") && !$0.description.contains("acme") } == true)
    }
  }

  private func kind(_ text: String) -> AddressError.Kind? {
    do {
      _ = try EmailAddress(text)
      return nil
    } catch { return error.kind }
  }
}
