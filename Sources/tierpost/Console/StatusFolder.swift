import FoundationEssentials
import Signing

/// A folder with a file for each partner that nobody else writes into.
///
/// Files of partners who are gone are removed with the next export; so that nothing else ever is, the folder is empty or
/// has the mark of an earlier export.
final class StatusFolder {
  private let path: String
  private var written: Set<String> = []
  private static let mark = ".tierpost-status"

  /// Takes a folder, or makes it.
  init(_ path: String) throws(Failure) {
    self.path = path
    let files = FileManager.default
    if let found = try? files.contentsOfDirectory(atPath: path) {
      guard found.isEmpty || found.contains(Self.mark) else {
        throw Failure(
          "\(path) holds files of others", help: "name an empty folder, or one that a status export wrote",
          code: Exit.cannotCreate)
      }
    } else {
      do {
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      } catch {
        throw Failure("\(path) cannot be made", code: Exit.cannotCreate)
      }
    }
    try Self.put([], "\(path)/\(Self.mark)")
  }

  /// Writes or replaces a partner's file.
  func write(_ bytes: [UInt8], for partner: String) throws(Failure) {
    let name = Self.name(of: partner)
    written.insert(name)
    try Self.put(bytes, "\(path)/\(name)")
  }

  /// Removes the files that were not written this time.
  func removeOthers() throws(Failure) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: path)) ?? []
    where name.hasSuffix(".json") && !written.contains(name) {
      do {
        try files.removeItem(atPath: "\(path)/\(name)")
      } catch {
        throw Failure("\(path)/\(name) cannot be removed", code: Exit.cannotCreate)
      }
    }
  }

  private static func put(_ bytes: [UInt8], _ path: String) throws(Failure) {
    let sink = try FileSink(path)
    try sink.write(bytes)
    try sink.finish()
  }

  /// A name that is safe in any folder and in an address; one that would be too long is a hash.
  static func name(of partner: String) -> String {
    var name = ""
    for byte in partner.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      default: name += "%\(hexadecimal([byte]).uppercased())"
      }
    }
    return name.utf8.count <= 200 ? "\(name).json" : "%\(hexadecimal(sha256(Array(partner.utf8)))).json"
  }
}
