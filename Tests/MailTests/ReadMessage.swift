@testable import Mail

/// A message taken apart again by code that shares nothing with the writer.
struct ReadMessage {
  struct Part {
    var headers: [(name: String, value: String)]
    var content: [UInt8]
  }

  enum Fault: Error { case noColon, noEmptyLine, noBoundary, badWord, badContent }

  var headers: [(name: String, value: String)]
  var parts: [Part]

  init(_ bytes: [UInt8]) throws {
    let whole = try Self.split(Self.lines(bytes)[...])
    headers = whole.headers
    guard let type = headers.first(where: { $0.name == "Content-Type" })?.value else {
      throw Fault.noBoundary
    }
    guard type.hasPrefix("multipart/") else {
      parts = [try Self.part(headers, whole.body + [[]])]
      return
    }
    guard let start = type.firstRange(of: "boundary=\"") else { throw Fault.noBoundary }
    let boundary = "--" + type[start.upperBound...].prefix { $0 != "\"" }
    var sections: [[ArraySlice<UInt8>]] = [[]]
    for line in whole.body {
      if line.elementsEqual(boundary.utf8) {
        sections.append([])
      } else {
        sections[sections.count - 1].append(line)
      }
    }
    guard let last = sections.last?.last, last.elementsEqual("\(boundary)--".utf8) else {
      throw Fault.noBoundary
    }
    sections[sections.count - 1].removeLast()
    parts = try sections.dropFirst().map { lines in
      let (headers, body) = try Self.split(lines[...])
      return try Self.part(headers, body)
    }
  }

  func header(_ name: String) -> String? {
    let found = headers.filter { $0.name == name }
    return found.count == 1 ? String(found[0].value.drop { $0 == " " }) : nil
  }

  /// An unstructured header with its encoded-words resolved.
  func text(_ name: String) -> String? { header(name).flatMap { try? Self.decodedWords($0) } }

  /// Pieces between CRLF; a bare CR or LF stays inside its line.
  ///
  /// The last CRLF ends the last line.
  static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == 13, bytes[index + 1] == 10 {
        lines.append(bytes[start..<index])
        start = index + 2
        index += 1
      }
      index += 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// The content with CRLF line ends.
  static func canonical(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if byte == 10, index == 0 || bytes[index - 1] != 13 { result.append(13) }
      result.append(byte)
    }
    return result
  }

  private static func split(
    _ lines: ArraySlice<ArraySlice<UInt8>>
  ) throws -> (headers: [(name: String, value: String)], body: [ArraySlice<UInt8>]) {
    var headers: [(name: String, value: String)] = []
    for (index, line) in zip(lines.indices, lines) {
      if line.isEmpty { return (headers, Array(lines[(index + 1)...])) }
      let text = String(decoding: line, as: UTF8.self)
      if line.first == 32, !headers.isEmpty {
        headers[headers.count - 1].value += text
      } else {
        guard let colon = text.firstIndex(of: ":") else { throw Fault.noColon }
        headers.append((String(text[..<colon]), String(text[text.index(after: colon)...].drop { $0 == " " })))
      }
    }
    throw Fault.noEmptyLine
  }

  private static func part(_ headers: [(name: String, value: String)], _ body: [ArraySlice<UInt8>]) throws
    -> Part
  {
    let encoding = headers.first { $0.name == "Content-Transfer-Encoding" }?.value
    let joined = Array(body.joined(separator: [13, 10]))
    let content: [UInt8] =
      switch encoding {
      case "7bit": joined
      case "quoted-printable": try Decoding.quotedPrintable(joined)
      case "base64": try Decoding.base64(joined.filter { $0 != 13 && $0 != 10 })
      default: throw Fault.badContent
      }
    return Part(headers: headers, content: content)
  }
}
