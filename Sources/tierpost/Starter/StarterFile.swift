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

  /// The folders that hold the file, the outermost first.
  var folders: [String] {
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }
}
