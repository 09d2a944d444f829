internal import Liquid

/// An address that may stand in a mail, taken apart so that nothing added to it can change what it points at
/// (RFC 3986; RFC 6068 for `mailto:`).
struct LinkAddress {
  /// `https://example.com`, or `mailto:` and the addressee.
  private let head: String
  private var path: String
  /// `name=value`, encoded.
  private var query: [String]
  private var fragment: String?
  /// https or http, not mailto.
  let isWeb: Bool

  static let help = "a link begins with https://, http:// or mailto:"

  /// Reads an absolute address; what may not stand in one is percent-encoded.
  ///
  /// - Throws: where the scheme is another, the host is missing or hides something, or there are control characters.
  init(_ text: String) throws(FilterError) {
    let trimmed = text.utf8.drop { $0 == 0x20 }
    let bytes = Array(trimmed)[...].prefix(trimmed.count - trimmed.reversed().prefix { $0 == 0x20 }.count)
    if bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
      throw FilterError("this address has a control character in it", help: Self.help)
    }
    let scheme = String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
    guard ["https", "http", "mailto"].contains(scheme), scheme.utf8.count < bytes.count else {
      throw FilterError("this is not an address that a mail may link to", help: Self.help)
    }
    var rest = bytes.dropFirst(scheme.utf8.count + 1)
    isWeb = scheme != "mailto"
    let hash = rest.firstIndex(of: UInt8(ascii: "#"))
    fragment = hash.map { PercentEncoding.kept(rest[($0 + 1)...], in: .query) }
    rest = rest[..<(hash ?? rest.endIndex)]
    let mark = rest.firstIndex(of: UInt8(ascii: "?"))
    query =
      mark.map { mark in
        rest[(mark + 1)...].split(separator: UInt8(ascii: "&")).map { PercentEncoding.kept($0, in: .query) }
      } ?? []
    rest = rest[..<(mark ?? rest.endIndex)]
    guard isWeb else {
      head = "mailto:" + PercentEncoding.kept(rest, in: .path)
      path = ""
      return
    }
    guard rest.starts(with: "//".utf8) else {
      throw FilterError("this address has no host", help: Self.help)
    }
    let authority = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "/") }
    try Self.check(host: authority)
    head = "\(scheme)://" + String(decoding: authority, as: UTF8.self)
    path = PercentEncoding.kept(rest.dropFirst(2 + authority.count), in: .path)
  }

  /// A user name before the host makes a link look like another one, so it is refused, as is a backslash.
  private static func check(host: ArraySlice<UInt8>) throws(FilterError) {
    guard !host.isEmpty, host.first != UInt8(ascii: ":") else {
      throw FilterError("this address has no host", help: Self.help)
    }
    if host.contains(UInt8(ascii: "@")) { throw FilterError("this address has a user name in it") }
    let others = host.filter {
      !PercentEncoding.isUnreserved($0) && $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "[")
        && $0 != UInt8(ascii: "]")
    }
    guard others.isEmpty else {
      throw FilterError(
        "the host of this address has a character that none may have",
        help: others.contains { $0 >= 0x80 } ? "write an international domain as xn--…" : nil)
    }
  }

  /// Adds a part of the path; a slash in it is no border.
  mutating func append(segment: String) throws(FilterError) {
    guard isWeb else { throw FilterError("an e-mail address has no path") }
    guard !segment.isEmpty, segment != ".", segment != ".." else {
      throw FilterError("a part of a path is a text, and neither '.' nor '..'")
    }
    if path.utf8.last != UInt8(ascii: "/") { path += "/" }
    path += PercentEncoding.encoded(segment)
  }

  /// Whether the query has a parameter of this name.
  func has(_ name: String) -> Bool { query.contains { Self.isNamed(name, $0) } }

  /// Gives the query a parameter, instead of those of the same name.
  mutating func set(_ name: String, _ value: String) {
    query.removeAll { Self.isNamed(name, $0) }
    query.append(PercentEncoding.encoded(name) + "=" + PercentEncoding.encoded(value))
  }

  private static func isNamed(_ name: String, _ pair: String) -> Bool {
    pair.prefix { $0 != "=" } == PercentEncoding.encoded(name)
  }

  /// The address as it goes into the mail.
  var text: String {
    // Without a path a query would stand right after the host, which some readers take for a part of it.
    let shown = isWeb && path.isEmpty && !(query.isEmpty && fragment == nil) ? "/" : path
    return head + shown + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
      + (fragment.map { "#" + $0 } ?? "")
  }
}
