internal import FoundationEssentials
internal import Mail
internal import Settings

/// One entry of a sender's `dkim:`: who answers for its mails, and the key file.
package struct DKIMSettings: Sendable {
  /// As A-labels in lower case.
  package let domain: String
  package let selector: String
  /// The path as written.
  package let keyFile: String
  /// Where `key_file:` stands, for what is found when the file is read.
  let place: SettingsPlace

  /// Reads the list of `dkim:`; `from` is the sender's domain, which signatures must be aligned with.
  ///
  /// Every mistake is reported at its place.
  static func list(_ value: SettingsValue, from: String?) -> [DKIMSettings] {
    guard let entries = value.list() else { return [] }
    if entries.isEmpty { value.fail("the list is empty; without the key dkim nothing is signed") }
    if entries.count > 4 { value.fail("more than four signatures are no use to any receiver") }
    var names: Set<String> = []
    return entries.compactMap { entry in
      guard let keys = entry.mapping(), let settings = DKIMSettings(keys, from: from) else { return nil }
      guard names.insert("\(settings.selector).\(settings.domain)").inserted else {
        keys.fail(
          at: "selector", "selector and domain are those of another entry: a name in DNS holds one key")
        return nil
      }
      return settings
    }
  }

  /// Days; a signature must outlive retries and slow relays.
  static func expiry(_ value: SettingsValue, _ sender: MappingReader) -> Int? {
    if !sender.has("dkim") { sender.fail(at: "dkim_expires", "there is no dkim: whose signatures could end") }
    guard let days = value.days() else { return nil }
    guard (7...365).contains(days) else {
      value.fail(
        "\(days) days are out of range, expected 7 to 365 days: mails wait in queues for up to five",
        help: "without the key signatures do not end")
      return nil
    }
    return days
  }

  private init?(_ keys: MappingReader, from: String?) {
    let domain = keys.required("domain").flatMap { Self.domain($0, from: from) }
    let selector = keys.required("selector").flatMap(Self.selector)
    let file = keys.required("key_file")
    let path = file?.string()
    if let inline = keys.optional("key") {
      inline.fail("a private key does not belong in a settings file", help: "use key_file:")
    }
    keys.finish()
    guard let domain, let selector, let file, let path else { return nil }
    self.domain = domain
    self.selector = selector
    keyFile = path
    place = SettingsPlace(file)
  }

  private static func domain(_ value: SettingsValue, from: String?) -> String? {
    guard let text = value.string() else { return nil }
    // The domain of an address is put in its form on the wire.
    guard let domain = (try? EmailAddress("x@\(text)"))?.domain, !domain.hasPrefix("["), domain.contains(".")
    else {
      value.fail("'\(text)' is not a domain", help: "for example acme.example")
      return nil
    }
    guard let from, from != domain, !from.hasSuffix(".\(domain)") else { return domain }
    value.fail(
      "'\(text)' is not the domain of From, \(from), or a parent of it: receivers would not count the signature as the sender's (DMARC alignment)",
      kind: .conflict, help: "sign as \(from)")
    return nil
  }

  /// Labels of letters, digits and hyphens with dots between (RFC 6376 3.1).
  private static func selector(_ value: SettingsValue) -> String? {
    guard let text = value.string() else { return nil }
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
        && label.utf8.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
          default: false
          }
        }
    }
    guard isName, text.utf8.count <= 128 else {
      value.fail("'\(text)' is not a selector: letters, digits and hyphens", help: "for example s1")
      return nil
    }
    return text.lowercased()
  }
}

/// A place in a settings file that outlives its reading.
struct SettingsPlace: Sendable {
  private let source: SourceText
  private let line: Int
  private let column: Int
  private let length: Int

  init(_ value: SettingsValue) {
    source = value.file
    (line, column) = value.place
    length = value.isScalar ? value.string()?.count ?? 1 : 1
  }

  func problem(_ message: String, kind: Problem.Kind = .invalidValue, help: String? = nil) -> Problem {
    Problem(kind, in: source, line: line, column: column, length: length, message, help: help)
  }
}
