import Glibc

/// Files as bytes.
enum File {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw failure(path) }
    defer { fclose(file) }
    guard fseek(file, 0, SEEK_END) == 0 else { throw failure(path) }
    let length = ftell(file)
    rewind(file)
    guard length >= 0 else { throw failure(path) }
    return [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      // The buffer has room for `length` bytes, and fread says how many of them it has set.
      count = fread(buffer.baseAddress, 1, length, file)
    }
  }

  /// Reads what has no length of its own, such as the files of /proc.
  static func readStream(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw failure(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return bytes
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    guard let file = fopen(path, "w") else { throw failure(path) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(description: "\(path): \(String(cString: strerror(errno)))")
  }
}
