internal import Mail

/// The text of a DKIM-Signature field (RFC 6376 3.5), in lines of at most 78 bytes.
enum SignatureField {
  private static let name = "DKIM-Signature"
  /// Where the colon stands.
  static let colon = 14
  private static let width = 76

  /// The beginning of a field up to `t=`, which is the same in every message.
  static func beginning(_ identity: DKIMSigner.Identity) -> [UInt8] {
    let text =
      "DKIM-Signature: v=1; a=\(identity.key.algorithm.rawValue); c=relaxed/relaxed;\r\n d=\(identity.domain);\r\n"
      + " s=\(identity.selector); t="
    return Array(text.utf8)
  }

  /// Appends the field up to and with `b=`, which is what is signed.
  ///
  /// `names` is the value of `h=`.
  static func append(
    _ beginning: [UInt8], date: Timestamp, expires: Int64?, names: [UInt8], bodyHash: [UInt8],
    to output: inout [UInt8]
  ) {
    output.append(contentsOf: beginning)
    append(date.seconds, to: &output)
    if let expires {
      output.append(contentsOf: "; x=".utf8)
      append(expires, to: &output)
    }
    output.append(contentsOf: ";\r\n h=".utf8)
    output.append(contentsOf: names)
    output.append(contentsOf: ";\r\n bh=".utf8)
    output.append(contentsOf: bodyHash)
    output.append(contentsOf: ";\r\n b=".utf8)
  }

  /// The value of `h=`, folded.
  static func list(_ names: [[UInt8]]) -> [UInt8] {
    var output: [UInt8] = []
    var column = 3
    for (index, name) in names.enumerated() {
      if index > 0 {
        output.append(UInt8(ascii: ":"))
        column += 1
        if column + name.count > width {
          output.append(contentsOf: "\r\n ".utf8)
          column = 1
        }
      }
      output.append(contentsOf: name)
      column += name.count
    }
    return output
  }

  /// Appends the signature and ends the field.
  static func append(signature: ArraySlice<UInt8>, to output: inout [UInt8]) {
    var rest = signature
    var room = width - 3
    while rest.count > room {
      output.append(contentsOf: rest.prefix(room))
      output.append(contentsOf: "\r\n ".utf8)
      rest = rest.dropFirst(room)
      room = width - 1
    }
    output.append(contentsOf: rest)
    output.append(13)
    output.append(10)
  }

  private static func append(_ number: Int64, to output: inout [UInt8]) {
    output.append(contentsOf: String(number).utf8)
  }
}
