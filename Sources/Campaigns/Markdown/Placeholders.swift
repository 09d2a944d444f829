/// Words that stand for Liquid while Markdown is parsed: letters and digits, which Markdown leaves alone.
struct Placeholders {
  /// All Liquid of the body, by the number in its word.
  let tokens: [LiquidToken]
  /// The word that begins every placeholder; it stands nowhere in the body.
  private let mark: [UInt8]

  init(for tokens: [LiquidToken], in bytes: [UInt8]) {
    self.tokens = tokens
    mark = Self.unusedMark(in: bytes)
  }

  /// Writes the word for a token.
  func append(_ number: Int, to text: inout [UInt8]) {
    text += mark
    text += Array(String(number).utf8)
    text.append(UInt8(ascii: "z"))
  }

  /// A string of the parsed text cut at its words: literal text, then the number of the token behind it.
  func parts(of string: String) -> [(literal: String, token: Int?)] {
    let bytes = Array(string.utf8)
    var parts: [(String, Int?)] = []
    var start = 0
    var position = 0
    while position + mark.count < bytes.count {
      guard bytes[position] == mark[0], bytes[position..<position + mark.count].elementsEqual(mark) else {
        position += 1
        continue
      }
      var end = position + mark.count
      var number = 0
      while end < bytes.count, bytes[end] != UInt8(ascii: "z") {
        number = number * 10 + Int(bytes[end] - UInt8(ascii: "0"))
        end += 1
      }
      parts.append((String(decoding: bytes[start..<position], as: UTF8.self), number))
      position = end + 1
      start = position
    }
    parts.append((String(decoding: bytes[start...], as: UTF8.self), nil))
    return parts
  }

  private static func unusedMark(in bytes: [UInt8]) -> [UInt8] {
    var mark = Array("Zliquid".utf8)
    while contains(mark, in: bytes) { mark.append(UInt8(ascii: "q")) }
    return mark
  }

  private static func contains(_ word: [UInt8], in bytes: [UInt8]) -> Bool {
    guard bytes.count >= word.count else { return false }
    return (0...(bytes.count - word.count)).contains { start in
      bytes[start] == word[0] && bytes[start..<start + word.count].elementsEqual(word)
    }
  }
}
