import Foundation
import Testing

@testable import Mail

/// The test set of isemail 3.05, where it lies beside the repository.
///
/// Where this room decides otherwise than the set, the case stands in `deviations` with its reason.
struct IsEmailTests {
  struct Case: CustomStringConvertible {
    var id: String
    var address: String
    var category: String
    var diagnosis: String
    var description: String { "\(id) \(diagnosis)" }
  }

  /// Beside the repository, or beside the folder it lies in.
  static let file =
    ["../../..", "../../../.."]
    .map { CaseFile.folder.appending(path: "\($0)/shared/data/isemail/test/tests.xml").standardized }
    .first { FileManager.default.fileExists(atPath: $0.path) }
    ?? CaseFile.folder.appending(path: "no-test-set")

  static var isThere: Bool { FileManager.default.fileExists(atPath: file.path) }

  /// Valid by the set, refused here: no white space or control character reaches a server, quoted or not.
  static let deviations = ["55": "a space in a quoted local part"]

  @Test(.enabled(if: isThere, "the isemail test set is not beside the repository"))
  func `what is valid in an envelope is accepted and all else refused`() throws {
    let cases = try Self.cases()
    #expect(cases.count == 164)
    var accepted = 0
    for test in cases {
      let isAccepted = (try? EmailAddress(test.address)) != nil
      accepted += isAccepted ? 1 : 0
      #expect(isAccepted == shouldBeAccepted(test), "\(test): \(test.address.debugDescription)")
    }
    #expect(accepted == 37)
  }

  /// By category: VALID, DNSWARN (no look-up is made here) and RFC5321 go on the wire.
  ///
  /// CFWS (comments and folding), DEPREC (obsolete forms), RFC5322 (legal in a header, not in an envelope)
  /// and ERR do not.
  private func shouldBeAccepted(_ test: Case) -> Bool {
    if Self.deviations[test.id] != nil { return false }
    return ["ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN", "ISEMAIL_RFC5321"].contains(test.category)
  }

  private static func cases() throws -> [Case] {
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "<test ").dropFirst().map { part in
      Case(
        id: String(part.split(separator: "\"")[1]), address: restored(element("address", in: part)),
        category: element("category", in: part), diagnosis: element("diagnosis", in: part))
    }
  }

  private static func element(_ name: String, in text: Substring) -> String {
    guard let start = text.range(of: "<\(name)>"),
      let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
    else { return "" }
    return String(text[start.upperBound..<end.lowerBound])
  }

  /// Resolves XML's references, then the set's own stand-ins for control characters (U+2400 and on).
  private static func restored(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      var value = scalar.value
      if scalar == "&", let end = rest.firstIndex(of: ";") {
        value = reference(String(rest[..<end]))
        rest = rest[rest.index(after: end)...]
      }
      if (0x2400..<0x2420).contains(value) { value -= 0x2400 }
      result.append(Unicode.Scalar(value) ?? "\u{FFFD}")
    }
    return String(result)
  }

  private static func reference(_ name: String) -> UInt32 {
    if name.hasPrefix("#x") { return UInt32(name.dropFirst(2), radix: 16) ?? 0xFFFD }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()) ?? 0xFFFD }
    let names: [String: Unicode.Scalar] = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    return names[name]?.value ?? 0xFFFD
  }
}
