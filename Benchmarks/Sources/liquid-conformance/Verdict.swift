import Foundation
import Liquid

/// What came of one case.
enum Verdict {
  case passed
  case failed(wanted: String, found: String)
  case skipped(String)
}

/// What the engine made of a template.
struct Result {
  /// Of an output the errors written into it.
  let output: String?
  let errors: [TemplateError]
}

extension ConformanceCase {
  func verdict() -> Verdict {
    let result = run()
    let found =
      (result.output?.debugDescription ?? "no output")
      + result.errors.map { " [\($0.kind) at line \($0.line): \($0.message)]" }.joined()
    switch expectation {
    case .outputs(let wanted):
      if let output = result.output, wanted.contains(where: { matches(output, result.errors, $0) }) {
        return .passed
      }
      return .failed(wanted: wanted.map(\.debugDescription).joined(separator: " or "), found: found)
    case .pattern(let pattern):
      if let output = result.output, Self.matches(output, pattern: pattern) { return .passed }
      return .failed(wanted: "a match of \(pattern)", found: found)
    case .error(let line):
      if !result.errors.isEmpty, line.map({ line in result.errors.contains { $0.line == line } }) ?? true {
        return .passed
      }
      return .failed(wanted: "an error" + (line.map { " at line \($0)" } ?? ""), found: found)
    case .fragments(let fragments):
      if let output = result.output, holds(output, result.errors, fragments) { return .passed }
      return .failed(wanted: "an output with errors and \(fragments)", found: found)
    }
  }

  private func run() -> Result {
    do {
      let program = try environment.compile(TemplateSource(name: "template", text: template))
      let renderer = Renderer()
      let output = try renderer.render(program, data)
      return Result(output: output.text, errors: renderer.errors)
    } catch let error as TemplateErrors {
      return Result(output: nil, errors: error.errors)
    } catch let error as TemplateError {
      return Result(output: nil, errors: [error])
    } catch {
      return Result(output: nil, errors: [])
    }
  }

  /// Without errors the output must be what is wanted.
  ///
  /// Each error text of ours stands for one of the reference, which
  /// begins with "Liquid error" or "Liquid syntax error" and reaches to the text that follows ours.
  private func matches(_ output: String, _ errors: [TemplateError], _ wanted: String) -> Bool {
    if errors.isEmpty { return output.utf8.elementsEqual(wanted.utf8) }
    var pattern = "\\A"
    for piece in pieces(output, errors) {
      pattern +=
        piece.isError
        ? "Liquid (?:syntax )?error(?: \\([^)\\n]*\\))?: [^\\n]*?"
        : NSRegularExpression.escapedPattern(for: piece.text)
    }
    return Self.found(pattern + "\\z", in: wanted)
  }

  /// The output cut at the error texts that the engine wrote into it.
  private func pieces(_ output: String, _ errors: [TemplateError]) -> [(text: String, isError: Bool)] {
    let texts = Set(errors.map(\.inline)).sorted { $0.utf8.count > $1.utf8.count }
    var pieces: [(text: String, isError: Bool)] = []
    var rest = output[...]
    while let (range, _) = texts.compactMap({ text in rest.range(of: text).map { ($0, text) } })
      .min(by: { $0.0.lowerBound < $1.0.lowerBound })
    {
      pieces.append((String(rest[..<range.lowerBound]), false))
      pieces.append(("", true))
      rest = rest[range.upperBound...]
    }
    pieces.append((String(rest), false))
    return pieces
  }

  /// The fragments stand in the output one after the other; one for each error may be that error's wording instead.
  private func holds(_ output: String, _ errors: [TemplateError], _ fragments: [String]) -> Bool {
    guard !errors.isEmpty else { return false }
    var rest = output[...]
    var missed = 0
    for fragment in fragments {
      if let range = rest.range(of: fragment) {
        rest = rest[range.upperBound...]
      } else {
        missed += 1
      }
    }
    return missed <= errors.count && missed <= max(1, fragments.count / 2)
  }

  /// In Ruby `^` and `$` are ends of lines, and `(?m)` lets a point match them.
  private static func matches(_ output: String, pattern: String) -> Bool {
    found(pattern.replacingOccurrences(of: "(?m)", with: "(?s)"), in: output)
  }

  private static func found(_ pattern: String, in text: String) -> Bool {
    guard let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines) else {
      return false
    }
    return expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }
}
