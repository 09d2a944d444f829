import Foundation
import Liquid
import Testing

/// The list of standard filters and the folder hold the same.
@Suite struct RegistryTests {
  @Test func `every filter function is in the list`() throws {
    let folder = Files.tests.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Sources/Liquid/Filters")
    let list = String(
      decoding: try Files.bytes(folder.appendingPathComponent("StandardFilters.swift")), as: UTF8.self)
    var found = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix("Filters.swift") {
      let text = String(decoding: try Files.bytes(folder.appendingPathComponent(name)), as: UTF8.self)
      let type = name.replacing(".swift", with: "")
      for line in text.split(separator: "\n") where line.contains("_ input: Cell, _ operands: Operands)") {
        guard let start = line.range(of: "  static func "), let end = line.firstIndex(of: "(") else {
          continue
        }
        let function = line[start.upperBound..<end].replacing("`", with: "")
        found += 1
        #expect(list.contains("\(type).\(function))"), "\(type).\(function)")
      }
    }
    #expect(found > 50)
  }

  @Test func `a host's filter takes the place of one with its name`() throws {
    let own = Filter(name: "upcase") { _, _, _ in "own" }
    #expect(try render("{{ 'a' | upcase }}", in: Environment(filters: .standard.adding([own]))) == "own")
  }
}
