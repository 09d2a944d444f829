import Mail

/// Takes addresses out of what a provider says, as it is kept and shown.
enum ReplyCleaning {
  /// One line in which `<address>` stands for the recipients of `batch` and for every other word around an `@`.
  static func clean(_ text: String, _ batch: [Envelope] = []) -> String {
    var text = text
    for envelope in batch { text = text.replacing(envelope.recipient.description, with: "<address>") }
    var line: [UInt8] = []
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let end = bytes[index...].firstIndex { !isAddressByte($0) } ?? bytes.count
      if end > index {
        let word = bytes[index..<end]
        line.append(contentsOf: word.contains(UInt8(ascii: "@")) ? Array("<address>".utf8)[...] : word)
        index = end
      } else {
        line.append(bytes[index])
        index += 1
      }
    }
    let cleaned = Delivery.Reply.oneLine(line)
    return cleaned.isEmpty ? "(no explanation)" : cleaned
  }

  /// What an address is made of; anything beyond ASCII too.
  private static func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x7f, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
      UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "}"):
      false
    default: true
    }
  }
}
