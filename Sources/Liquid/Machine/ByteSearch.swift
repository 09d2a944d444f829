/// Finding text in text.
enum ByteSearch {
  /// The first place at or after `from` where `needle` stands; a needle without bytes stands everywhere.
  static func first(_ needle: [UInt8], in text: [UInt8], from: Int) -> Int? {
    guard let head = needle.first else { return from <= text.count ? from : nil }
    guard text.count >= needle.count else { return nil }
    var position = from
    while position + needle.count <= text.count {
      if text[position] == head, text[position..<position + needle.count].elementsEqual(needle) { return position }
      position += 1
    }
    return nil
  }

  /// The last place where `needle` stands.
  static func last(_ needle: [UInt8], in text: [UInt8]) -> Int? {
    var position = text.count - needle.count
    while position >= 0 {
      if text[position..<position + needle.count].elementsEqual(needle) { return position }
      position -= 1
    }
    return nil
  }
}
