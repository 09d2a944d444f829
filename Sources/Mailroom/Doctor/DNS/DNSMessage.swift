/// An answer of a name server (RFC 1035 4), as far as it is asked for here.
struct DNSMessage {
  /// A record of the answer section.
  struct Record {
    let type: Int
    /// Where its data lies.
    let data: Range<Int>
  }

  private let bytes: [UInt8]
  let records: [Record]

  /// Nil where the bytes are no whole answer.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= 12 else { return nil }
    self.bytes = bytes
    let questions = Int(bytes[4]) << 8 | Int(bytes[5])
    let answers = Int(bytes[6]) << 8 | Int(bytes[7])
    var place = 12
    for _ in 0..<questions {
      guard let end = Self.endOfName(bytes, at: place), end + 4 <= bytes.count else { return nil }
      place = end + 4
    }
    var records: [Record] = []
    for _ in 0..<answers {
      guard let end = Self.endOfName(bytes, at: place), end + 10 <= bytes.count else { return nil }
      let length = Int(bytes[end + 8]) << 8 | Int(bytes[end + 9])
      guard end + 10 + length <= bytes.count else { return nil }
      records.append(
        Record(type: Int(bytes[end]) << 8 | Int(bytes[end + 1]), data: (end + 10)..<(end + 10 + length)))
      place = end + 10 + length
    }
    self.records = records
  }

  /// The text of a TXT record, its strings put together; bytes beyond ASCII become signs that no record has.
  func text(_ record: Record) -> String? {
    var text: [UInt8] = []
    var place = record.data.lowerBound
    while place < record.data.upperBound {
      let length = Int(bytes[place])
      guard place + 1 + length <= record.data.upperBound else { return nil }
      text += bytes[(place + 1)..<(place + 1 + length)]
      place += 1 + length
    }
    return String(decoding: text, as: UTF8.self)
  }

  func exchanger(_ record: Record) -> MailExchanger? {
    guard record.data.count >= 3, let host = name(at: record.data.lowerBound + 2) else { return nil }
    let start = record.data.lowerBound
    return MailExchanger(preference: Int(bytes[start]) << 8 | Int(bytes[start + 1]), host: host)
  }

  func address(_ record: Record) -> IPAddress? { IPAddress(bytes: Array(bytes[record.data])) }

  /// A name, following pointers to earlier places only, so that it ends.
  private func name(at start: Int) -> String? {
    var labels: [String] = []
    var place = start
    var limit = start + 1
    while place < bytes.count {
      let length = Int(bytes[place])
      switch length {
      case 0: return labels.joined(separator: ".").lowercased()
      case 0xC0...:
        guard place + 1 < bytes.count else { return nil }
        let target = (length & 0x3F) << 8 | Int(bytes[place + 1])
        guard target < limit - 1 else { return nil }
        place = target
        limit = target + 1
      case ..<64:
        guard place + 1 + length <= bytes.count, labels.count < 128 else { return nil }
        labels.append(String(decoding: bytes[(place + 1)..<(place + 1 + length)], as: UTF8.self))
        place += 1 + length
      default: return nil
      }
    }
    return nil
  }

  private static func endOfName(_ bytes: [UInt8], at start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      let length = Int(bytes[place])
      if length == 0 { return place + 1 }
      if length >= 0xC0 { return place + 2 }
      guard length < 64 else { return nil }
      place += 1 + length
    }
    return nil
  }
}
