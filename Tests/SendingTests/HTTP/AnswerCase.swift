import Foundation
import Testing

@testable import Sending

/// A recorded answer of a provider and what it must mean: a file of `Cases/PROVIDER`, those of `any` for all of them.
///
/// Before `---` stand `batch:`, `outcomes:`, and where they matter `signal:`, `text:` (part of the first reply's text)
/// and `hides:` (in no reply); behind it the answer.
struct AnswerCase: Sendable, CustomTestStringConvertible {
  let provider: String
  let name: String
  private let expectations: [String: String]
  let response: HTTPResponse

  var batch: Int { expectations["batch"].flatMap { Int($0) } ?? 0 }
  var outcomes: String { expectations["outcomes"] ?? "" }
  var signal: String { expectations["signal"] ?? "none" }
  var text: String { expectations["text"] ?? "" }
  var hidden: String? { expectations["hides"] }
  var testDescription: String { "\(provider): \(name)" }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  /// The cases of every provider.
  static let all: [AnswerCase] = allProviders.flatMap { provider in
    cases(in: "any", for: provider.name) + cases(in: provider.name, for: provider.name)
  }

  private static func cases(in folder: String, for provider: String) -> [AnswerCase] {
    let path = Self.folder.appending(path: folder)
    let files =
      (try? FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)) ?? []
    return files.sorted { $0.path < $1.path }.compactMap { AnswerCase($0, provider: provider) }
  }

  private init?(_ file: URL, provider: String) {
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let bar = text.range(of: "\n---\n")
    else { return nil }
    self.provider = provider
    name = file.deletingPathExtension().lastPathComponent
    expectations = Self.fields(text[..<bar.lowerBound].split(separator: "\n"))
    let answer = text[bar.upperBound...]
    let end = answer.range(of: "\n\n")
    let head = answer[..<(end?.lowerBound ?? answer.endIndex)].split(separator: "\n")
    let body = end.map { answer[$0.upperBound...].dropLast() } ?? ""
    let headers = Self.fields(head.dropFirst()).map { (name: $0.key.lowercased(), value: $0.value) }
    response = HTTPResponse(
      status: head.first.flatMap { Int($0.dropFirst(5)) } ?? 0, headers: headers, body: Array(body.utf8))
  }

  private static func fields(_ lines: some Sequence<Substring>) -> [String: String] {
    var fields: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[String(line[..<colon])] = line[colon...].dropFirst().trimmingCharacters(in: .whitespaces)
    }
    return fields
  }
}
