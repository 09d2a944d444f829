/// What a server announced in its last reply to EHLO (RFC 5321 section 4.1.1.1).
struct ServerCapabilities: Sendable, Equatable {
  var pipelining = false
  var eightBitMIME = false
  var smtpUTF8 = false
  var authentication = false
  /// SIZE (RFC 1870): announced, and the largest message in bytes, 0 where it does not say.
  var size: Int?

  /// Whether the next 250 line is the server's name and not a keyword.
  private var nameComes = true

  init() {}

  /// Takes one line of the opening dialogue.
  ///
  /// A 220 (greeting, answer to STARTTLS) starts over, for what was said before TLS does not count (RFC 3207
  /// section 4.2).
  mutating func read(line: some Sequence<UInt8>) {
    let line = Array(line)
    guard line.count >= 3 else { return }
    if line.starts(with: Array("220".utf8)) { self = ServerCapabilities() }
    guard line.count > 4, line.starts(with: Array("250".utf8)) else { return }
    if nameComes {
      nameComes = false
      return
    }
    let text = String(decoding: line[4...], as: UTF8.self).uppercased()
    let words = text.split { $0 == " " || $0 == "=" || $0.isNewline }
    switch words.first {
    case "PIPELINING": pipelining = true
    case "8BITMIME": eightBitMIME = true
    case "SMTPUTF8": smtpUTF8 = true
    case "AUTH": authentication = true
    case "SIZE": size = words.count > 1 ? Int(words[1]) ?? 0 : 0
    default: break
    }
  }
}
