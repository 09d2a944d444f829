/// One request to a provider.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable { case get = "GET", post = "POST" }

  package var method = Method.post
  /// Below the provider's endpoint.
  package var path: String
  package var headers: [HTTPHeader]
  package var body: [UInt8]
  /// Signed by libcurl with these; nil for a request that names its key in a header.
  package var signature: AWSSignature?

  package init(
    _ method: Method = .post, _ path: String, headers: [HTTPHeader], body: [UInt8] = [],
    signature: AWSSignature? = nil
  ) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
    self.signature = signature
  }
}

/// A header of a request; its value does not print.
package struct HTTPHeader: Sendable {
  package let name: String
  package let value: Secret

  /// Throws where the name is no token (RFC 9110 section 5.6.2) or the value holds anything but visible ASCII, spaces
  /// and tabs: nothing that ends the line gets in.
  package init(_ name: String, _ value: Secret) throws(HTTPHeaderError) {
    guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { throw .badName }
    let text = value.reveal()
    guard text.utf8.allSatisfy({ $0 == 9 || (0x20...0x7e).contains($0) }) else { throw .badValue(name) }
    self.name = name
    self.value = value
  }

  /// A header that is known to be well-formed.
  init(known name: String, _ value: String) {
    self.name = name
    self.value = Secret(value)
  }

  static let json = HTTPHeader(known: "Content-Type", "application/json")
  static let acceptsJSON = HTTPHeader(known: "Accept", "application/json")

  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// Why a header cannot be sent; its value is not repeated.
package enum HTTPHeaderError: Error, Sendable, Equatable, CustomStringConvertible {
  case badName
  case badValue(String)

  package var description: String {
    switch self {
    case .badName: "a header's name has a character that is not allowed there"
    case .badValue(let name):
      "the value of the header \(name) has a line break or another character that is not allowed"
    }
  }
}

/// What AWS Signature Version 4 needs; libcurl does the signing.
package struct AWSSignature: Sendable {
  package let region: String
  /// The signing name of the service, which need not be in its host name.
  package let service: String
  package let accessKey: String
  package let secretKey: Secret
}

/// What a provider answered.
package struct HTTPResponse: Sendable {
  package var status: Int
  /// Names in lower case.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }
  var isSuccess: Bool { (200..<300).contains(status) }
  /// The body as JSON; nil where it is none.
  var json: JSONValue? { JSONValue(body) }
}
