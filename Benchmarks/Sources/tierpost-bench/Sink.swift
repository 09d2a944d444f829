import FoundationEssentials
import Glibc

/// A fresh smtp-sink on a free port of this machine.
struct Sink {
  let port: UInt16
  private let process: ChildProcess

  /// Counting, it writes its count for each message, which costs it a tenth of its rate.
  init(in folder: URL, counting: Bool = true) throws {
    port = try Self.freePort()
    // smtp-sink does not stay root.
    let user = geteuid() == 0 ? ["-u", "nobody"] : []
    process = try ChildProcess(
      try Tool.sink.path(), user + (counting ? ["-c"] : []) + ["127.0.0.1:\(port)", "1000"], in: folder)
    try awaitStart()
  }

  /// Ends it.
  ///
  /// - Returns: messages taken, where it counts.
  func stop() throws -> Int {
    process.stop()
    _ = try process.wait()
    // "sess=1 quit=0 mesg=2", written anew after a carriage return for each message.
    let end = String(decoding: try Data(contentsOf: process.output).suffix(200), as: UTF8.self)
    let last = end.split(separator: "\r").last ?? ""
    let word = last.split(separator: " ").last { $0.hasPrefix("mesg=") }
    return word.flatMap { Int($0.dropFirst(5).filter(\.isNumber)) } ?? 0
  }

  private func awaitStart() throws {
    for _ in 0..<500 {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      defer { close(descriptor) }
      if Self.withAddress(port, { connect(descriptor, $0, $1) }) == 0 { return }
      usleep(10_000)
    }
    process.stop()
    throw BenchFailure("smtp-sink does not answer on port \(port)")
  }

  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard withAddress(0, { bind(descriptor, $0, $1) }) == 0,
      // The pointer is used within the call only, by the type that it was made from.
      withUnsafeMutablePointer(
        to: &address,
        {
          $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }) == 0
    else { throw BenchFailure("there is no free port") }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32)
    -> Int32
  {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    // The same as above.
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }
}
