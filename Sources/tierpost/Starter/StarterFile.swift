/// One file of the workspace that this program carries; `all` is written at build time.
struct StarterFile: Sendable {
  /// From the workspace's folder.
  let path: String
  /// The file's bytes, each as the scalar of its number: the compiler keeps these as they are.
  private let literal: String

  init(path: String, literal: String) {
    self.path = path
    self.literal = literal
  }

  var bytes: [UInt8] { literal.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

  /// A file of ASCII or UTF-8 lines, each ended by a line feed.
  init(path: String, lines: [String]) {
    let bytes = lines.joined(separator: "\n").utf8
    self.init(path: path, literal: String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
  }

  /// The text cut at line feeds; the last one is empty where the file ends in one.
  var lines: [String] {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The folders that hold the file, the outermost first.
  var folders: [String] {
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }
}
