import Foundation

/// Files beside the tests, and their lines.
enum CaseFile {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// The fields of every line but comments, with their escapes resolved.
  static func rows(_ name: String) throws -> [[String]] {
    let text = try String(contentsOf: folder.appending(path: "Cases/\(name)"), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped($0) }
    }
  }

  private static func unescaped(_ field: Substring) -> String {
    var result = String.UnicodeScalarView()
    var rest = field.unicodeScalars
    while let scalar = rest.popFirst() {
      if scalar == "\\", rest.first == "s" {
        rest.removeFirst()
        result.append(" ")
      } else if scalar == "\\", rest.first == "u", let end = rest.firstIndex(of: "}"),
        let value = UInt32(String(rest[..<end].dropFirst(2)), radix: 16), let escaped = Unicode.Scalar(value)
      {
        rest = rest[rest.index(after: end)...]
        result.append(escaped)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
