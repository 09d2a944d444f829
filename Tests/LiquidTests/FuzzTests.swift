import Foundation
import Liquid
import Testing

/// Thousands of templates that nobody wrote: each compiles and renders, or ends in errors with a place.
///
/// LIQUID_FUZZ sets how many are made; the default is what an unoptimised build does in a few seconds.
@Suite struct FuzzTests {
  private static let count = ProcessInfo.processInfo.environment["LIQUID_FUZZ"].flatMap(Int.init) ?? 1_500

  private static let data: Value = [
    "a": 1, "b": ["c": "text"], "l": [3, 1, 2, "x", nil], "s": "k", "n": 2, "d": "2024-03-05 10:30",
    "o": ["k": "v", "list": [["t": 1], ["t": 2], ["u": nil]], "1": true],
    "big": .wide(.init(mantissa: .max, scale: 3)),
  ]

  private static let environments: [Environment] = {
    let find: @Sendable (String) -> TemplateSource? = { name in
      TemplateGenerator.partials[name].map { TemplateSource(name: name, text: $0) }
    }
    var limits = Limits()
    limits.steps = 20_000
    limits.outputBytes = 100_000
    limits.heldBytes = 1_000_000
    limits.instructions = 20_000
    limits.partialDepth = 20
    var logic = Environment(dialect: .mail, strictness: .lenient, output: .text, partials: find)
    logic.dialect.logic = true
    return [Environment(partials: find), .reference(partials: find), logic].map { environment in
      var environment = environment
      environment.partialNames = TemplateGenerator.partials.keys.sorted()
      environment.limits = limits
      environment.now = 1_700_000_000
      return environment
    }
  }()

  /// Compiles and renders in every environment; what goes wrong must be told with its place.
  private func run(_ bytes: [UInt8], _ renderer: Renderer) -> Bool {
    var isFine = true
    for environment in Self.environments {
      var found: [TemplateError] = []
      do throws(TemplateErrors) {
        let program = try environment.compile(TemplateSource(name: "fuzz", bytes: bytes))
        var output: [UInt8] = []
        do throws(TemplateError) {
          _ = try renderer.render(program, Self.data, into: &output)
          found = renderer.errors
        } catch { found = [error] }
        isFine = isFine && output.count <= 200_000 && program.variables.allSatisfy { !$0.places.isEmpty }
      } catch {
        found = error.errors
        isFine = isFine && !found.isEmpty && found.count <= environment.limits.reportedErrors
      }
      isFine =
        isFine
        && found.prefix(20).allSatisfy {
          $0.line >= 1 && $0.column >= 1 && !$0.message.isEmpty && !$0.description.isEmpty
        }
    }
    return isFine
  }

  @Test func `a generated template renders or says what is wrong and where`() {
    let renderer = Renderer()
    for seed in 0..<Self.count {
      var generator = TemplateGenerator(seed: UInt64(seed))
      var bytes = Array(generator.template().utf8)
      if seed % 3 == 0 { bytes = generator.mutated(bytes) }
      if !run(bytes, renderer) { Issue.record("seed \(seed): \(String(decoding: bytes, as: UTF8.self))") }
    }
  }

  @Test func `a case file with something wrong in it says what and where`() throws {
    let renderer = Renderer()
    let templates = try CaseFile.names.compactMap { try CaseFile(name: $0).sections["template"] }
    #expect(templates.count > 50)
    for round in 0..<max(1, Self.count / templates.count / 2) {
      for (index, template) in templates.enumerated() {
        var generator = TemplateGenerator(seed: UInt64(1_000_000 + round * 1_000 + index))
        let bytes = generator.mutated(Array(template.utf8))
        if !run(bytes, renderer) {
          Issue.record("\(index), \(round): \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
  }
}
