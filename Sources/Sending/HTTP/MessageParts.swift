import Mail

extension Envelope {
  /// The letter, where the transport asked for it.
  var message: Message? {
    if case .message(let message) = parts { message } else { nil }
  }

  /// Why a provider that takes no bytes cannot take this one.
  func objectionWithoutParts() -> Delivery.Reply? {
    message == nil ? .local("the message came without its parts", status: (5, 3, 5)) : nil
  }
}

extension Message {
  /// The headers that a provider does not write by itself, as people read them and without line breaks.
  ///
  /// What is in here was checked when the message's bytes were written.
  var furtherHeaders: [Header] {
    var headers = [Header(name: "Message-ID", value: messageID.description)]
    func add(_ name: String, _ value: String?) {
      if let value { headers.append(Header(name: name, value: value)) }
    }
    add("List-Id", listID.map(Self.text))
    if let unsubscribe {
      add("List-Unsubscribe", "<\(unsubscribe.url)>" + (unsubscribe.mailto.map { ", <\($0)>" } ?? ""))
      add("List-Unsubscribe-Post", unsubscribe.oneClick ? "List-Unsubscribe=One-Click" : nil)
    }
    add("Feedback-ID", feedbackID)
    add("Content-Language", language)
    add("Auto-Submitted", isAutomatic ? "auto-generated" : nil)
    add("Precedence", isBulk ? "bulk" : nil)
    return headers + extraHeaders
  }

  /// The name is left out where it would have to be encoded.
  private static func text(_ list: ListID) -> String {
    guard let name = list.name, name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }), !name.isEmpty else {
      return "<\(list.id)>"
    }
    var quoted = ""
    for scalar in name.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return "\"\(quoted)\" <\(list.id)>"
  }
}

extension JSONWriter {
  /// `{"email": …, "name": …}` with the provider's words for the two.
  mutating func mailbox(_ mailbox: Mailbox, email: String = "email", name: String = "name") {
    object { json in
      json.field(email, mailbox.address.description)
      if let text = mailbox.name, !text.isEmpty { json.field(name, text) }
    }
  }

  /// `{"Name": "value", …}`.
  mutating func headers(_ headers: [Message.Header], and more: [(String, String)] = []) {
    object { json in
      for header in headers { json.field(header.name, header.value) }
      for (name, value) in more { json.field(name, value) }
    }
  }
}

/// Numbers that stay the same for the same bytes, on every machine and in every version: FNV-1a.
enum StableHash {
  static func fnv1a(_ bytes: some Sequence<UInt8>, basis: UInt64 = 0xcbf2_9ce4_8422_2325) -> UInt64 {
    bytes.reduce(basis) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// A UUID (RFC 9562 version 8) that stands for a text.
  static func uuid(_ text: String) -> String {
    let high = fnv1a(text.utf8) & 0xffff_ffff_ffff_0fff | 0x8000
    let low = fnv1a(text.utf8.reversed(), basis: high) & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    let digits = [high, low].map { value in
      let hex = String(value, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }.joined()
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }
}
