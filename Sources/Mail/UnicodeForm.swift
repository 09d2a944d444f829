@_spi(_Unicode) import Swift

/// Normalization and the character classes that decide what may stand in an address or a header.
enum UnicodeForm {
  /// Normalization form C.
  ///
  /// The standard library has it for its own string comparison.
  static func composed(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Breaks a line or is a control: C0, DEL, C1, U+2028 and U+2029.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x2029).contains(scalar.value)
  }

  /// Reorders the text around it: embeddings and overrides, U+202A to U+202E.
  static func isBidiOverride(_ scalar: Unicode.Scalar) -> Bool { (0x202A...0x202E).contains(scalar.value) }

  /// Opens (1) or closes (-1) a bidi isolate, U+2066 to U+2069; else 0.
  static func isolateStep(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x2066...0x2068: 1
    case 0x2069: -1
    default: 0
    }
  }

  /// Has no place in an address: controls, format characters (joiners and marks too), spaces, noncharacters.
  static func isForbiddenInAddress(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x80 { return scalar.value < 0x21 || scalar.value == 0x7F }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .surrogate:
      return true
    default:
      return scalar.properties.isNoncharacterCodePoint || scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// `U+202E`.
  static func name(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
