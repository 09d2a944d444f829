/// Text outside ASCII in a header, `=?utf-8?Q?…?=` (RFC 2047).
enum EncodedWord {
  /// The longest line that holds an encoded-word (RFC 2047 2).
  static let lineLength = 76
  /// The longest encoded-word.
  private static let maximum = 75
  /// `=?utf-8?Q?` and `?=`.
  private static let frame = 12

  /// True where a reader could take ASCII text for an encoded-word.
  static func looksEncoded(_ bytes: some Sequence<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "?"), previous == UInt8(ascii: "=") { return true }
      previous = byte
    }
    return false
  }

  /// Appends a space and the text as encoded-words, one a line, each of whole characters and readable alone.
  ///
  /// Q or B, whichever is shorter for the whole text. `column` is the length of the line so far.
  static func append(_ text: String, column: inout Int, to bytes: inout [UInt8]) {
    let isQ = quotedLength(text.utf8) <= (text.utf8.count + 2) / 3 * 4
    var word: [UInt8] = []
    word.reserveCapacity(64)
    var length = 0
    var isFirst = true
    func flush() {
      guard !word.isEmpty else { return }
      if isFirst {
        bytes.append(UInt8(ascii: " "))
        column += 1
      } else {
        bytes.append(contentsOf: [13, 10, 32])
        column = 1
      }
      isFirst = false
      column += appendWord(word, isQ: isQ, to: &bytes)
      word.removeAll(keepingCapacity: true)
      length = 0
    }
    func add(_ piece: some Collection<UInt8>) {
      let start = isFirst ? column + 1 : 1
      let grown = isQ ? length + quotedLength(piece) : (word.count + piece.count + 2) / 3 * 4
      if grown + frame > min(maximum, lineLength - start) {
        if word.isEmpty, isFirst {
          // Not even one character fits behind what is on the line already.
          bytes.append(contentsOf: [13, 10])
          column = 0
        }
        flush()
      }
      length += isQ ? quotedLength(piece) : 0
      word.append(contentsOf: piece)
    }
    for character in text {
      let piece = character.utf8
      let whole = isQ ? quotedLength(piece) : (piece.count + 2) / 3 * 4
      if whole + frame <= maximum {
        add(piece)
      } else {
        for scalar in character.unicodeScalars {
          add(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
      }
    }
    flush()
  }

  private static func appendWord(_ word: [UInt8], isQ: Bool, to bytes: inout [UInt8]) -> Int {
    let start = bytes.count
    bytes.append(contentsOf: isQ ? "=?utf-8?Q?".utf8 : "=?utf-8?B?".utf8)
    if isQ {
      for byte in word {
        if byte == UInt8(ascii: " ") {
          bytes.append(UInt8(ascii: "_"))
        } else if isPlainInQ(byte) {
          bytes.append(byte)
        } else {
          bytes.appendHexPair(byte)
        }
      }
    } else {
      word.withUnsafeBufferPointer { Base64.append($0, to: &bytes) }
    }
    bytes.append(contentsOf: "?=".utf8)
    return bytes.count - start
  }

  private static func quotedLength(_ piece: some Collection<UInt8>) -> Int {
    piece.reduce(0) { $0 + ($1 == UInt8(ascii: " ") || isPlainInQ($1) ? 1 : 3) }
  }

  /// What may stand for itself in a phrase (RFC 2047 5 (3)), the strictest place of all.
  private static func isPlainInQ(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}

extension [UInt8] {
  /// Appends `=3D`: the byte in quoted-printable and Q, in upper case.
  mutating func appendHexPair(_ byte: UInt8) {
    func digit(_ value: UInt8) -> UInt8 {
      value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value
    }
    append(UInt8(ascii: "="))
    append(digit(byte >> 4))
    append(digit(byte & 15))
  }
}
