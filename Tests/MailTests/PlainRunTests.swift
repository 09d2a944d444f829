import Testing

@testable import Mail

struct PlainRunTests {
  /// Mostly printable, with every kind of stranger in between; the same in each run.
  private static let bytes: [UInt8] = {
    var state: UInt64 = 7
    let strangers: [UInt8] = [0, 9, 10, 13, 0x1F, 0x20, 0x3C, 0x3D, 0x3E, 0x7E, 0x7F, 0x80, 0xBD, 0xFF]
    return (0..<4_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let high = Int(state >> 33)
      return high % 9 == 0 ? strangers[high / 9 % strangers.count] : UInt8(0x21 + high % 0x5E)
    }
  }()

  @Test(arguments: [true, false])
  func `a run is as long as looking at every byte says`(stopsAtEquals: Bool) {
    Self.bytes.withUnsafeBufferPointer { source in
      for start in source.indices {
        for length in [0, 1, 7, 8, 9, 16, 40] {
          let end = min(start + length, source.count)
          let plain = source[start..<end].prefix {
            (0x20..<0x7F).contains($0) && !(stopsAtEquals && $0 == 0x3D)
          }
          #expect(
            PlainRun.count(source, from: start, to: end, stopsAtEquals: stopsAtEquals) == plain.count,
            "from \(start) to \(end)")
        }
      }
    }
  }

  @Test func `a space before a line end is written as a code wherever the line ends`() {
    for length in 0..<90 {
      let line = String(repeating: "a", count: length)
      let text = Array("\(line) \nb  \r\n\(line) =\(line) ".utf8)
      var encoded: [UInt8] = []
      text.withUnsafeBufferPointer { QuotedPrintable.append($0, to: &encoded) }
      let lines = String(decoding: encoded, as: UTF8.self).split(
        separator: "\r\n", omittingEmptySubsequences: false)
      #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
      #expect(lines.joined(separator: "\n").replacingSoftBreaks == "\(line) \nb  \n\(line) =\(line) ")
    }
  }
}

extension String {
  /// Decodes the few codes of these tests.
  fileprivate var replacingSoftBreaks: String {
    var result = ""
    for piece in split(separator: "=\n", omittingEmptySubsequences: false) {
      var rest = piece[...]
      while let sign = rest.firstIndex(of: "=") {
        let code = rest[rest.index(after: sign)...].prefix(2)
        result += rest[..<sign] + (code == "20" ? " " : code == "3D" ? "=" : "?")
        rest = rest[sign...].dropFirst(3)
      }
      result += rest
    }
    return result
  }
}
