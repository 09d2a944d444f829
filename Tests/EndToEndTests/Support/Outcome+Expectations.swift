import Foundation
import Testing

extension TierpostProcess.Outcome {
  /// Checks the exit code, and shows all talk where it is another one.
  func expect(_ code: Int32, _ place: SourceLocation = #_sourceLocation) {
    #expect(exitCode == code, "\(errors)\(output.prefix(2_000))", sourceLocation: place)
  }

  /// Checks the exit code and that the talk has each of these texts.
  func expect(_ code: Int32, saying texts: String..., place: SourceLocation = #_sourceLocation) {
    expect(code, place)
    for text in texts { #expect(errors.contains(text), "not in:\n\(errors)", sourceLocation: place) }
  }

  /// The results as JSON objects, one a line.
  func objects() throws -> [[String: JSON]] {
    try lines.map { try JSONDecoder().decode([String: JSON].self, from: Data($0.utf8)) }
  }
}

/// Any JSON value.
enum JSON: Decodable, Equatable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  case text(String)
  case number(Int)
  case bool(Bool)
  case null
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Int.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .number(number) }

  var number: Int? { if case .number(let number) = self { number } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var list: [JSON] { if case .list(let list) = self { list } else { [] } }

  subscript(_ name: String) -> JSON? { if case .object(let object) = self { object[name] } else { nil } }
}
