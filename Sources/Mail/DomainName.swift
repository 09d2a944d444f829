/// The domain of an address in the form that goes on the wire (RFC 5321 2.3.5, RFC 5891).
enum DomainName {
  /// Lower-case A-labels, or an address literal as RFC 5321 4.1.3 has it.
  static func wireForm(of bytes: ArraySlice<UInt8>) throws(AddressError) -> String {
    if isWireForm(bytes) { return String(decoding: bytes, as: UTF8.self) }
    guard let first = bytes.first else { throw AddressError(.missingDomain, "has nothing after the @") }
    if first == UInt8(ascii: "[") { return try AddressLiteral.wireForm(of: bytes) }
    if bytes.contains(where: { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }) {
      throw AddressError(.commentOrFolding, "contains a comment", at: bytes.startIndex)
    }
    var labels: [String] = []
    var rest = separated(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    var offset = bytes.startIndex
    while let label = rest.popFirst() {
      labels.append(try wireForm(ofLabel: label, at: offset))
      offset += label.utf8.count + 1
    }
    let domain = labels.joined(separator: ".")
    guard domain.utf8.count <= 255 else {
      throw AddressError(.tooLong, "has a domain of more than 255 bytes")
    }
    return domain
  }

  /// Whether a domain is in that form already, as nearly all are: labels of lower-case letters, digits and hyphens, none
  /// with two hyphens in a row.
  static func isWireForm(_ bytes: some Collection<UInt8>) -> Bool {
    var length = 0
    var previous = UInt8(ascii: "-")
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): length += 1
      case UInt8(ascii: "-") where length > 0 && previous != byte: length += 1
      case UInt8(ascii: ".") where length > 0 && previous != UInt8(ascii: "-"): length = 0
      default: return false
      }
      if length > 63 { return false }
      previous = byte
    }
    return length > 0 && previous != UInt8(ascii: "-") && bytes.count <= 255
  }

  /// Splits at dots, and at the ideographic and full-width dots that stand for them (RFC 3490 3.1).
  private static func separated(_ scalars: String.UnicodeScalarView) -> ArraySlice<String> {
    let parts = scalars.split(omittingEmptySubsequences: false) { scalar in
      scalar.value == 0x2E || scalar.value == 0x3002 || scalar.value == 0xFF0E || scalar.value == 0xFF61
    }
    return parts.map { String($0) }[...]
  }

  private static func wireForm(ofLabel label: String, at offset: Int) throws(AddressError) -> String {
    guard !label.isEmpty else { throw AddressError(.domain, "has a domain with an empty label", at: offset) }
    guard let first = label.utf8.first, first != UInt8(ascii: "-"), label.utf8.last != UInt8(ascii: "-")
    else {
      throw AddressError(.domain, "has a domain label that starts or ends with a hyphen", at: offset)
    }
    guard label.utf8.contains(where: { $0 >= 0x80 }) else { return try asciiLabel(label, at: offset) }
    let folded = UnicodeForm.composed(UnicodeForm.composed(label).lowercased())
    // U+212A, the Kelvin sign, is k.
    guard folded.utf8.contains(where: { $0 >= 0x80 }) else { return try asciiLabel(folded, at: offset) }
    let scalars = Array(folded.unicodeScalars)
    guard scalars.count < 4 || scalars[2] != "-" || scalars[3] != "-" else {
      throw AddressError(
        .internationalDomain, "has a domain label with hyphens in its third and fourth place", at: offset)
    }
    try refuseDisallowed(scalars, at: offset)
    guard let encoded = Punycode.encode(scalars), encoded.count <= 59 else {
      throw AddressError(.tooLong, "has a domain label of more than 63 bytes", at: offset)
    }
    return "xn--" + String(decoding: encoded, as: UTF8.self)
  }

  private static func asciiLabel(_ label: String, at offset: Int) throws(AddressError) -> String {
    let lower = label.lowercased()
    for (index, byte) in lower.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
        continue
      default: throw AddressError(.domain, "has a character that no domain may contain", at: offset + index)
      }
    }
    guard lower.utf8.count <= 63 else {
      throw AddressError(.tooLong, "has a domain label of more than 63 bytes", at: offset)
    }
    guard lower.utf8.starts(with: "xn--".utf8) else { return lower }
    // A forged A-label could stand for another domain in a reader's eyes: it must survive the way there and back.
    let encoded = Array(lower.utf8.dropFirst(4))
    guard let scalars = Punycode.decode(encoded[...]), Punycode.encode(scalars) == encoded,
      scalars.contains(where: { !$0.isASCII })
    else {
      throw AddressError(
        .internationalDomain, "has a domain label that starts with xn-- but is no A-label", at: offset)
    }
    try refuseDisallowed(scalars, at: offset)
    return lower
  }

  /// The letters and digits of IDNA2008 (RFC 5892 2), stable under folding, less the contextual exceptions.
  private static func refuseDisallowed(_ scalars: [Unicode.Scalar], at offset: Int) throws(AddressError) {
    for (index, scalar) in scalars.enumerated() {
      guard isAllowed(scalar) else {
        throw AddressError(
          .internationalDomain, "has \(UnicodeForm.name(of: scalar)), which no domain may contain", at: offset
        )
      }
      if index == 0, isMark(scalar) {
        throw AddressError(
          .internationalDomain, "has a domain label that starts with a combining mark", at: offset)
      }
    }
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0x30...0x39, 0x61...0x7A: return true
    case ..<0x80: return false
    // The exceptions of RFC 5892 2.6 that are always valid.
    case 0xDF, 0x3C2, 0x6FD, 0x6FE, 0xF0B, 0x3007: return true
    // The katakana middle dot, common in Japanese names; the other contextual characters stay refused.
    case 0x30FB: return true
    // The exceptions that are always invalid though they are letters or marks.
    case 0x640, 0x7FA, 0x302E, 0x302F, 0x3031...0x3035, 0x303B: return false
    // Blocks of combining marks for symbols and of musical notation (RFC 5892 2.4).
    case 0x20D0...0x20FF, 0x1D100...0x1D24F: return false
    // Old Hangul Jamo, which compose no modern syllable (RFC 5892 2.9).
    case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF: return false
    default: break
    }
    let properties = scalar.properties
    guard !properties.changesWhenNFKCCaseFolded, !properties.isDefaultIgnorableCodePoint else { return false }
    switch properties.generalCategory {
    case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark, .decimalNumber:
      return true
    default: return false
    }
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
