import Foundation

/// An `.eml` file taken apart by the tests' own means (RFC 5322, 2045, 2047, as far as our mails use them).
struct Letter {
  /// Unfolded, in their order.
  let headers: [(name: String, value: String)]
  /// Parts as they stand, by media type; `text/plain` and `text/html`.
  private let parts: [String: (lines: [String], encoding: String)]
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let text = String(decoding: bytes, as: UTF8.self)
    // A bare CR or LF stays in its line and is the tests' to find.
    let (headers, body) = Self.split(text.components(separatedBy: "\r\n"))
    self.headers = headers
    let type = Self.value("content-type", headers)
    let match = try type.firstMatch(of: /boundary="([^"]+)"/).orFail("a boundary in \(type)")
    let mark = "--\(match.1)"
    var parts: [String: (lines: [String], encoding: String)] = [:]
    for section in body.split(omittingEmptySubsequences: false, whereSeparator: { $0 == mark }).dropFirst() {
      let (own, content) = Self.split(Array(section))
      let kind = Self.value("content-type", own).prefix { $0 != ";" }
      parts[String(kind)] = (content, Self.value("content-transfer-encoding", own))
    }
    self.parts = parts
  }

  /// A header's value as it stands, unfolded.
  func raw(_ name: String) -> String { Self.value(name.lowercased(), headers) }

  /// A header's value with its encoded-words decoded.
  func header(_ name: String) -> String { Self.decodeWords(raw(name)) }

  var text: String { part("text/plain") }
  var html: String { part("text/html") }

  private func part(_ kind: String) -> String {
    parts[kind].map { Self.decode($0.lines, $0.encoding) } ?? ""
  }

  /// The address between the angle brackets of To.
  var recipient: String { raw("to").firstMatch(of: /<([^>]+)>\s*$/).map { String($0.1) } ?? raw("to") }
  /// The name before the address of To, decoded and without its quotes.
  var recipientName: String {
    guard let open = raw("to").lastIndex(of: "<") else { return "" }
    let name = Self.decodeWords(raw("to")[..<open].trimmingCharacters(in: .whitespaces))
    guard name.hasPrefix("\""), name.hasSuffix("\""), name.count > 1 else { return name }
    return String(name.dropFirst().dropLast()).replacing(/\\(.)/) { $0.1 }
  }
  /// `campaign` and `edition` of Feedback-ID.
  var source: [String] { raw("feedback-id").split(separator: ":").prefix(2).map(String.init) }

  // MARK: - Numbers

  /// The rest of the line that begins with a label and a colon, digits only, Arabic-Indic ones as ours: `1.234,50 €`
  /// is 123450.
  static func number(after label: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix("\(label):") || line.hasPrefix("\(label)：") {
      return digits(line.dropFirst(label.count + 1))
    }
    return nil
  }

  static func digits(_ text: some StringProtocol) -> Int? {
    Int(String(text.compactMap { letter in letter.wholeNumberValue.flatMap { String($0).first } }))
  }

  // MARK: - Reading

  private static func split(_ lines: [String]) -> (headers: [(name: String, value: String)], body: [String]) {
    let end = lines.firstIndex(of: "") ?? lines.endIndex
    var headers: [(name: String, value: String)] = []
    for line in lines[..<end] {
      if line.hasPrefix(" ") || line.hasPrefix("\t"), let last = headers.indices.last {
        headers[last].value += line
      } else if let colon = line.firstIndex(of: ":") {
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        headers.append((line[..<colon].lowercased(), String(value)))
      }
    }
    return (headers, Array(lines[end...].dropFirst()))
  }

  private static func value(_ name: String, _ headers: [(name: String, value: String)]) -> String {
    headers.first { $0.name == name }?.value.trimmingCharacters(in: .whitespaces) ?? ""
  }

  private static func decode(_ lines: [String], _ encoding: String) -> String {
    if encoding.lowercased() == "base64" {
      return String(decoding: Data(base64Encoded: lines.joined()) ?? Data(), as: UTF8.self)
        .replacingOccurrences(of: "\r\n", with: "\n")
    }
    guard encoding.lowercased() == "quoted-printable" else { return lines.joined(separator: "\n") }
    let joined = lines.joined(separator: "\n").replacingOccurrences(of: "=\n", with: "")
    return String(decoding: unquote(joined.utf8), as: UTF8.self)
  }

  /// Bytes written as `=C3=BC`.
  private static func unquote(_ text: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "="),
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// `=?utf-8?Q?K=C3=B6hler?=`; white space between two words is no text.
  private static func decodeWords(_ text: String) -> String {
    let joined = text.replacing(/\?=\s+=\?/) { _ in "?==?" }
    var bytes: [UInt8] = []
    var rest = joined[...]
    while let match = rest.firstMatch(of: /=\?utf-8\?([QqBb])\?([^?]*)\?=/) {
      bytes += rest[..<match.range.lowerBound].utf8
      if match.1.lowercased() == "b" {
        bytes += Data(base64Encoded: String(match.2)) ?? Data()
      } else {
        bytes += unquote(match.2.replacingOccurrences(of: "_", with: " ").utf8)
      }
      rest = rest[match.range.upperBound...]
    }
    return String(decoding: bytes + Array(rest.utf8), as: UTF8.self)
  }
}

extension TestWorkspace {
  /// The letters in the folder of the sender `default`.
  func letters() throws -> [Letter] { try outbox().map { try Letter(try bytes("Data/Outbox/\($0)")) } }
}
