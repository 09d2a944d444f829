import Glibc

/// A file that cannot be listed, read or written.
struct FileProblem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  /// The last system call's error, in words.
  static func system(_ path: String) -> FileProblem {
    FileProblem("\(path): \(String(cString: strerror(errno)))")
  }
}

/// Reads the files of a workspace; paths are from its root.
struct WorkspaceFiles {
  let root: String

  /// The files of a folder, below it too and sorted by byte; the path itself where it is a file.
  ///
  /// What editors and systems leave behind (`.name`, `name~`) is not part of a workspace.
  func files(at path: String) throws -> [String] {
    var facts = stat()
    let full = "\(root)/\(path)"
    guard stat(full, &facts) == 0 else { throw FileProblem.system(full) }
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return [path]
    case S_IFDIR: return try names(in: full).flatMap { try files(at: "\(path)/\($0)") }
    default: throw FileProblem("\(full): neither a file nor a folder")
    }
  }

  private func names(in folder: String) throws -> [String] {
    guard let stream = opendir(folder) else { throw FileProblem.system(folder) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // The name ends in NUL inside the entry, which lives until the next readdir.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix("."), !name.hasSuffix("~") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func bytes(of path: String) throws -> [UInt8] {
    let full = "\(root)/\(path)"
    guard let file = fopen(full, "r") else { throw FileProblem.system(full) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&part, 1, part.count, file)
      bytes += part[..<count]
      if count < part.count { break }
    }
    guard ferror(file) == 0 else { throw FileProblem.system(full) }
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw FileProblem.system(path) }
    let isWhole = fwrite(bytes, 1, bytes.count, file) == bytes.count
    guard fclose(file) == 0, isWhole else { throw FileProblem.system(path) }
  }
}
