import Foundation
import Testing

@testable import Signing

/// Canonicalisation: the files of `Cases/relaxed`, a text and its relaxed form, with `\r`, `\n` and `\t` written out.
struct RelaxedFormTests {
  private static func unescaped(_ line: Substring) -> [UInt8] {
    Array(
      line.replacing("\\r", with: "\r").replacing("\\n", with: "\n").replacing("\\t", with: "\t").utf8)
  }

  @Test(arguments: try DKIMCases.names(in: "relaxed"))
  func `a text has this relaxed form`(file: String) throws {
    let lines = String(decoding: try DKIMCases.bytes("relaxed/\(file)"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let (text, expected) = (Self.unescaped(lines[0]), Self.unescaped(lines[1]))
    #expect(relaxed(text, isHeader: file.hasPrefix("header-")) == expected)
    // The relaxed form is its own relaxed form.
    #expect(relaxed(expected, isHeader: file.hasPrefix("header-")) == expected)
  }

  private func relaxed(_ text: [UInt8], isHeader: Bool) -> [UInt8] {
    text.withUnsafeBufferPointer { text in
      var output: [UInt8] = []
      var fields: [HeaderField] = []
      if isHeader {
        _ = HeaderField.read(text, into: &fields)
        for field in fields { field.appendRelaxed(of: text, to: &output) }
      } else {
        RelaxedBody.append(text, to: &output)
      }
      return output
    }
  }

  /// A second writing of the rule, letter by letter, against which every short text is held.
  private func plain(_ body: [UInt8]) -> [UInt8] {
    var lines: [[UInt8]] = [[]]
    var index = 0
    while index < body.count {
      if body[index] == 13, index + 1 < body.count, body[index + 1] == 10 {
        lines.append([])
        index += 2
      } else {
        lines[lines.count - 1].append(body[index])
        index += 1
      }
    }
    lines = lines.map { line in
      var result: [UInt8] = []
      for byte in line {
        guard byte == 0x20 || byte == 0x09 else {
          result.append(byte)
          continue
        }
        if result.last != 0x20 { result.append(0x20) }
      }
      if result.last == 0x20 { result.removeLast() }
      return result
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.flatMap { $0 + [13, 10] }
  }

  @Test func `every text of few signs, at every place of a block, has the form that the plain rule gives`() {
    let signs: [[UInt8]] = [[0x20], [0x09], [13, 10], [0x61]]
    for lead in [0, 11, 13, 14, 15, 16, 17, 31] {
      for number in 0..<(1 << 12) {
        var text = [UInt8](repeating: 0x78, count: lead)
        for place in 0..<6 { text += signs[number >> (place * 2) & 3] }
        text += Array(repeating: 0x79, count: number % 3 == 0 ? 20 : 0)
        // An expectation for each would take longer than all the rest.
        if relaxed(text, isHeader: false) != plain(text) { Issue.record("\(text)") }
      }
    }
  }
}
