import Foundation
import Liquid
import Testing

/// Runs published case files where they lie beside the repository.
@Suite struct ConformanceTests {
  @Test(.enabled(if: Files.conformanceFile("golden_liquid_dev.json") != nil))
  func `the golden cases pass`() throws {
    let file = try #require(Files.conformanceFile("golden_liquid_dev.json"))
    let cases = try #require(try Value(json: Files.bytes(file), beyond: "too large")["tests"]).list
    var score = Score()
    for test in cases {
      let template = test["template"]?.text ?? ""
      let found = outcome(template, test["data"], strings(test["templates"]))
      if test["invalid"] == .bool(true) {
        score.count(found.isWrong, test["name"]?.text ?? "", template, "an error", found.text ?? "")
      } else {
        let wanted = test["results"]?.list.compactMap(\.text) ?? [test["result"]?.text ?? ""]
        score.count(
          found.text.map { wanted.contains($0) } ?? false, test["name"]?.text ?? "", template, wanted[0],
          found.text ?? "ERROR")
      }
    }
    score.report("golden")
    #expect(score.passed == cases.count)
  }

  @Test(.enabled(if: Files.conformanceFile("liquid_spec_dev.json") != nil))
  func `the specification's outputs and errors pass`() throws {
    let file = try #require(Files.conformanceFile("liquid_spec_dev.json"))
    let cases = try #require(try Value(json: Files.bytes(file), beyond: "too large")["tests"]).list
    var score = Score()
    for test in cases where test["inline"] != .bool(true) && test["expected_pattern"] == nil {
      let template = test["template"]?.text ?? ""
      let found = outcome(
        template, test["environment"], strings(test["filesystem"]), seesData: true,
        isStrict: test["mode"]?.text == "strict2")
      if test["errors"]?["parse_error"] != nil || test["errors"]?["render_error"] != nil {
        score.count(found.isWrong, test["name"]?.text ?? "", template, "an error", found.text ?? "")
      } else if let wanted = test["expected"]?.text {
        score.count(found.text == wanted, test["name"]?.text ?? "", template, wanted, found.text ?? "ERROR")
      }
    }
    score.report("liquid-spec")
    #expect(score.failed <= 12)
  }

  private func strings(_ value: Value?) -> [String: String] {
    guard case .object(let object) = value else { return [:] }
    return Dictionary(uniqueKeysWithValues: object.fields.map { ($0.name, $0.value.text ?? "") })
  }

  /// The text if there is one, and whether anything was wrong.
  private func outcome(
    _ template: String, _ data: Value?, _ partials: [String: String], seesData: Bool = false,
    isStrict: Bool = false
  ) -> (text: String?, isWrong: Bool) {
    let renderer = Renderer()
    guard
      let program = try? conforming(partials, seesData: seesData, isStrict: isStrict).compile(
        TemplateSource(name: "template", text: template)),
      let text = try? renderer.render(program, data ?? .object(Value.Object())).text
    else { return (nil, true) }
    return (text, !renderer.errors.isEmpty)
  }
}

/// Counts, and prints what failed when LIQUID_FAILURES is set.
struct Score {
  var passed = 0
  var failed = 0
  private let lists = ProcessInfo.processInfo.environment["LIQUID_FAILURES"] != nil

  mutating func count(_ isRight: Bool, _ name: String, _ template: String, _ wanted: String, _ found: String)
  {
    if isRight {
      passed += 1
    } else {
      failed += 1
      if lists {
        print(
          "FAIL \(name)\n  template \(template.debugDescription)\n  wanted   \(wanted.debugDescription)\n  found    \(found.debugDescription)"
        )
      }
    }
  }

  func report(_ name: String) { print("\(name): \(passed) passed, \(failed) failed") }
}
