/// The further columns of a partner as one blob.
///
/// For each column, in the order of the numbers of their names: the number and the count of bytes, both as LEB128, and the
/// value's UTF-8. Equal fields give equal bytes.
enum FieldCoding {
  /// Appends the fields to `bytes`, which is emptied first.
  static func encode(
    _ fields: [String: String], into bytes: inout [UInt8],
    number: (String) throws(LedgerError) -> Int
  ) throws(LedgerError) {
    bytes.removeAll(keepingCapacity: true)
    guard !fields.isEmpty else { return }
    var numbered: [(number: Int, value: String)] = []
    numbered.reserveCapacity(fields.count)
    for (name, value) in fields { numbered.append((try number(name), value)) }
    if numbered.count > 1 { numbered.sort { $0.number < $1.number } }
    for field in numbered {
      append(field.number, to: &bytes)
      var value = field.value
      value.withUTF8 {
        append($0.count, to: &bytes)
        bytes.append(contentsOf: $0)
      }
    }
  }

  /// The fields a blob holds; nil where it is damaged or names a field that is not in `names`, by number.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, names: [String]) -> [String: String]? {
    guard !bytes.isEmpty else { return [:] }
    var fields: [String: String] = [:]
    var place = 0
    while place < bytes.count {
      guard let number = readNumber(bytes, &place), names.indices.contains(number),
        let count = readNumber(bytes, &place), count <= bytes.count - place
      else { return nil }
      fields[names[number]] = String(
        decoding: UnsafeBufferPointer(rebasing: bytes[place..<(place + count)]), as: UTF8.self)
      place += count
    }
    return fields
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private static func readNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> Int? {
    var number = 0
    var shift = 0
    while place < bytes.count, shift < 63 {
      let byte = bytes[place]
      place += 1
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
    return nil
  }
}
