extension Message {
  /// Appends the rest of the message behind its own headers.
  func writeBody(into bytes: inout [UInt8]) throws(MessageError) {
    guard text.contains(where: { $0 > 0x20 }) else {
      throw MessageError(.emptyText, in: "text part", "is empty")
    }
    // The buffers below are read within their closures alone; the arrays stay as they are meanwhile.
    guard let html else {
      return try text.withUnsafeBufferPointer { source throws(MessageError) in
        try BodyPart(source, place: "text part").append(source, subtype: "plain", isAlone: true, to: &bytes)
      }
    }
    guard !html.isEmpty else { throw MessageError(.malformed, in: "HTML part", "is empty") }
    let boundary = boundary
    bytes.append(contentsOf: "Content-Type: multipart/alternative;\r\n boundary=\"".utf8)
    bytes.append(contentsOf: boundary)
    bytes.append(contentsOf: "\"\r\n\r\n".utf8)
    try text.withUnsafeBufferPointer { source throws(MessageError) in
      let part = try BodyPart(source, place: "text part")
      Message.appendDelimiter(boundary, to: &bytes)
      part.append(source, subtype: "plain", isAlone: false, to: &bytes)
    }
    try html.withUnsafeBufferPointer { source throws(MessageError) in
      let part = try BodyPart(source, place: "HTML part")
      Message.appendDelimiter(boundary, to: &bytes)
      part.append(source, subtype: "html", isAlone: false, to: &bytes)
    }
    Message.appendDelimiter(boundary, isLast: true, to: &bytes)
  }

  /// The same for the same Message-ID.
  ///
  /// It can stand in no part: quoted-printable and base64 have no `=_`, and a line that starts with `--=_` is never
  /// left as it is.
  private var boundary: [UInt8] {
    var result = Array("=_".utf8)
    for seed in [0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15] as [UInt64] {
      // FNV-1a: only to tell one message inside another from it, not for secrecy.
      var hash = seed
      for byte in messageID.token.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      for byte in messageID.domain.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: hash >> UInt64(shift) & 15)
        result.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
      }
    }
    return result
  }

  private static func appendDelimiter(_ boundary: [UInt8], isLast: Bool = false, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: "--".utf8)
    bytes.append(contentsOf: boundary)
    if isLast { bytes.append(contentsOf: "--".utf8) }
    endLine(&bytes)
  }
}
