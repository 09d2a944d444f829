/// An SPF record, read (RFC 7208 4.6, 5, 6 and 12).
struct SPFRecord {
  enum Qualifier: Character {
    case pass = "+"
    case fail = "-"
    case softFail = "~"
    case neutral = "?"
  }

  enum Mechanism {
    case all
    case include(String)
    /// Nil is the domain itself; the lengths are bits of a network.
    case a(String?, v4: Int, v6: Int)
    case mx(String?, v4: Int, v6: Int)
    case ptr
    case ip(IPAddress, length: Int)
    case exists(String)
  }

  struct Term {
    let qualifier: Qualifier
    let mechanism: Mechanism
  }

  struct Failure: Error {
    /// The term as written.
    let term: String
    let reason: String
  }

  private(set) var terms: [Term] = []
  private(set) var redirect: String?

  /// Whether a TXT record is an SPF record.
  static func isSPF(_ text: String) -> Bool {
    let text = text.lowercased()
    return text == "v=spf1" || text.hasPrefix("v=spf1 ")
  }

  init(_ text: String) throws(Failure) {
    var hasExplanation = false
    for word in text.split(separator: " ").dropFirst() {
      if let equals = word.firstIndex(of: "="), word[..<equals].allSatisfy(Self.isNameSign) {
        let name = word[..<equals].lowercased()
        let value = String(word[word.index(after: equals)...])
        if name == "redirect" || name == "exp" {
          guard name == "redirect" ? redirect == nil : !hasExplanation else {
            throw Failure(term: String(word), reason: "stands twice")
          }
          guard !value.isEmpty else { throw Failure(term: String(word), reason: "names no domain") }
        }
        if name == "redirect" { redirect = value.lowercased() }
        if name == "exp" { hasExplanation = true }
        continue
      }
      terms.append(try Self.term(word))
    }
  }

  private static func isNameSign(_ sign: Character) -> Bool {
    sign.isASCII && (sign.isLetter || sign.isNumber || sign == "-" || sign == "_" || sign == ".")
  }

  private static func term(_ word: Substring) throws(Failure) -> Term {
    var rest = word
    var qualifier = Qualifier.pass
    if let first = rest.first, let given = Qualifier(rawValue: first) {
      qualifier = given
      rest = rest.dropFirst()
    }
    let name = rest.prefix { $0 != ":" && $0 != "/" }.lowercased()
    let tail = rest.dropFirst(name.count)
    let fail = { (reason: String) in Failure(term: String(word), reason: reason) }
    let mechanism: Mechanism
    switch name {
    case "all":
      guard tail.isEmpty else { throw fail("takes no value") }
      mechanism = .all
    case "include", "exists":
      guard tail.first == ":", tail.count > 1 else { throw fail("names no domain") }
      let domain = tail.dropFirst().lowercased()
      mechanism = name == "include" ? .include(domain) : .exists(domain)
    case "a", "mx":
      guard let (domain, v4, v6) = Self.lengths(tail) else {
        throw fail("is not a domain with network lengths")
      }
      mechanism = name == "a" ? .a(domain, v4: v4, v6: v6) : .mx(domain, v4: v4, v6: v6)
    case "ptr": mechanism = .ptr
    case "ip4", "ip6":
      let parts = tail.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      let most = name == "ip4" ? 32 : 128
      guard tail.first == ":", parts.count <= 2, let first = parts.first,
        let address = IPAddress(String(first)),
        address.isV4 == (name == "ip4"), let length = parts.count == 2 ? Int(parts[1]) : most,
        (0...most).contains(length)
      else { throw fail("is not an \(name == "ip4" ? "IPv4" : "IPv6") network") }
      mechanism = .ip(address, length: length)
    default: throw fail("is no mechanism of SPF")
    }
    return Term(qualifier: qualifier, mechanism: mechanism)
  }

  /// `:domain/24//64`, each part of which may be missing.
  private static func lengths(_ tail: Substring) -> (String?, Int, Int)? {
    var rest = tail
    var domain: String?
    if rest.first == ":" {
      let name = rest.dropFirst().prefix { $0 != "/" }
      guard !name.isEmpty else { return nil }
      domain = name.lowercased()
      rest = rest.dropFirst(name.count + 1)
    }
    var (v4, v6) = (32, 128)
    if rest.hasPrefix("/"), !rest.hasPrefix("//") {
      let digits = rest.dropFirst().prefix { $0 != "/" }
      guard let length = Int(digits), (0...32).contains(length) else { return nil }
      v4 = length
      rest = rest.dropFirst(digits.count + 1)
    }
    if rest.hasPrefix("//") {
      guard let length = Int(rest.dropFirst(2)), (0...128).contains(length) else { return nil }
      v6 = length
      rest = ""
    }
    return rest.isEmpty ? (domain, v4, v6) : nil
  }
}
