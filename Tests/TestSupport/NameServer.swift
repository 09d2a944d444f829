import Glibc
import Synchronization

/// A name server on loopback, by UDP and TCP, that answers from a table.
///
/// Names that it does not know do not exist; an answer over 512 bytes is truncated by UDP.
package final class NameServer: Sendable {
  /// A record: its type and its data on the wire.
  package struct Record: Sendable {
    let type: UInt16
    let data: [UInt8]

    /// A TXT record, in strings of 255 bytes.
    package static func text(_ text: String) -> Record {
      var data: [UInt8] = []
      var rest = Array(text.utf8)[...]
      repeat {
        data.append(UInt8(min(255, rest.count)))
        data += rest.prefix(255)
        rest = rest.dropFirst(255)
      } while !rest.isEmpty
      return Record(type: 16, data: data)
    }

    package static func exchanger(_ preference: UInt8, _ host: String) -> Record {
      Record(type: 15, data: [0, preference] + NameServer.wire(host))
    }

    /// An MX record whose host ends with a pointer to the name that was asked for.
    package static func compressedExchanger(_ preference: UInt8, label: String) -> Record {
      Record(type: 15, data: [0, preference, UInt8(label.utf8.count)] + Array(label.utf8) + [0xC0, 12])
    }

    package static func address(_ bytes: UInt8...) -> Record {
      Record(type: bytes.count == 4 ? 1 : 28, data: bytes)
    }

    package static func alias(_ name: String) -> Record { Record(type: 5, data: NameServer.wire(name)) }
  }

  package let port: Int
  private let table: [String: [Record]]
  /// Names for which it says SERVFAIL.
  private let failing: Set<String>
  private let datagrams: Int32
  private let listener: Int32
  private let asked = Mutex(0)

  /// How many questions came by TCP.
  package var tcpQuestions: Int { asked.withLock { $0 } }

  package init(_ table: [String: [Record]], failing: Set<String> = []) {
    self.table = table
    self.failing = failing
    // The same port for both; another test may take it between the two, so that it is tried again.
    var pair: (datagrams: Int32, listener: Int32, port: Int)?
    while pair == nil {
      let (listener, port) = Loopback.listen()
      let datagrams = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
      if Self.bind(datagrams, port) {
        pair = (datagrams, listener, port)
      } else {
        close(datagrams)
        close(listener)
      }
    }
    guard let pair else { preconditionFailure("no port") }
    (datagrams, listener, port) = pair
    Self.thread { [self] in answerDatagrams() }
    Self.thread { [self] in answerConnections() }
  }

  package func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    shutdown(datagrams, Int32(SHUT_RDWR))
  }

  // MARK: - Wire

  private static func wire(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  private func answer(to query: [UInt8], mayBeLong: Bool) -> [UInt8]? {
    guard query.count > 16 else { return nil }
    var place = 12
    var labels: [String] = []
    while place < query.count, query[place] != 0 {
      let end = place + 1 + Int(query[place])
      guard end < query.count else { return nil }
      labels.append(String(decoding: query[(place + 1)..<end], as: UTF8.self))
      place = end
    }
    guard place + 5 <= query.count else { return nil }
    let name = labels.joined(separator: ".").lowercased()
    let type = UInt16(query[place + 1]) << 8 | UInt16(query[place + 2])
    let question = query[12..<(place + 5)]
    // An alias stands before what it leads to.
    var found: [(owner: [UInt8], record: Record)] = []
    var owner: [UInt8] = [0xC0, 12]
    var current = name
    for _ in 0..<8 {
      let records = table[current] ?? []
      found += records.filter { $0.type == type }.map { (owner, $0) }
      guard type != 5, let alias = records.first(where: { $0.type == 5 }) else { break }
      found.append((owner, alias))
      owner = alias.data
      current = Self.name(alias.data)
    }
    let code: UInt8 = failing.contains(name) ? 2 : table[name] == nil ? 3 : 0
    var body: [UInt8] = []
    for (owner, record) in found where code == 0 {
      body += owner + [UInt8(record.type >> 8), UInt8(record.type & 255), 0, 1, 0, 0, 0, 60]
      body += [UInt8(record.data.count >> 8), UInt8(record.data.count & 255)] + record.data
    }
    let isCut = !mayBeLong && 12 + question.count + body.count > 512
    let count = isCut || code != 0 ? 0 : found.count
    let head: [UInt8] = [
      query[0], query[1], isCut ? 0x87 : 0x85, 0x80 | code, 0, 1, UInt8(count >> 8), UInt8(count & 255), 0, 0,
      0, 0,
    ]
    return head + question + (isCut ? [] : body)
  }

  private static func name(_ wire: [UInt8]) -> String {
    var labels: [String] = []
    var place = 0
    while place < wire.count, wire[place] != 0 {
      let end = place + 1 + Int(wire[place])
      labels.append(String(decoding: wire[(place + 1)..<end], as: UTF8.self))
      place = end
    }
    return labels.joined(separator: ".")
  }

  // MARK: - Sockets

  private func answerDatagrams() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      var from = sockaddr_in()
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      // The system writes the address within the call.
      let count = withUnsafeMutablePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          recvfrom(datagrams, &buffer, buffer.count, 0, $0, &length)
        }
      }
      guard count > 0 else { break }
      guard let answer = answer(to: Array(buffer[..<count]), mayBeLong: false) else { continue }
      // The system reads the address within the call.
      _ = withUnsafePointer(to: &from) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          sendto(datagrams, answer, answer.count, 0, $0, length)
        }
      }
    }
    close(datagrams)
  }

  private func answerConnections() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      asked.withLock { $0 += 1 }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = read(connection, &buffer, buffer.count)
      if count > 2, let answer = answer(to: Array(buffer[2..<count]), mayBeLong: true) {
        let bytes = [UInt8(answer.count >> 8), UInt8(answer.count & 255)] + answer
        _ = write(connection, bytes, bytes.count)
      }
      close(connection)
    }
    close(listener)
  }

  private static func bind(_ socket: Int32, _ port: Int) -> Bool {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    // The system reads the address within the call.
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func thread(_ work: @escaping @Sendable () -> Void) {
    final class Work: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    // The thread takes over the reference that is made here.
    let context = Unmanaged.passRetained(Work(work)).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().body()
        return nil
      }, context)
    pthread_detach(thread)
  }
}
