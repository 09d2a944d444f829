import Glibc

/// One connection of the faulty server, on its own thread.
struct FaultySession {
  let server: FaultyServer
  let socket: Int32
  let number: Int
  private var input: [UInt8] = []
  private var recipient = ""
  private var taken = 0

  init(server: FaultyServer, socket: Int32, number: Int) {
    self.server = server
    self.socket = socket
    self.number = number
  }

  mutating func run() {
    if let greeting = server.script.greeting { send(greeting) }
    while let line = nextLine() {
      let text = String(decoding: line, as: UTF8.self)
      guard obey(String(text.prefix { $0 != " " && $0 != ":" }).uppercased(), text) else { return }
    }
  }

  /// False when the connection ends.
  private mutating func obey(_ verb: String, _ line: String) -> Bool {
    switch hear(verb, line) {
    case .drop, .storeAndDrop: return false
    case .silence: return true
    case .replyAndDrop(let text):
      send(text)
      return false
    case .delayed(let milliseconds, let text):
      usleep(UInt32(milliseconds) * 1_000)
      send(text)
      return verb == "DATA" && text.hasPrefix("354") ? takeMessage() : true
    case .reply(let text), .storeAndReply(let text):
      send(text)
      return verb == "DATA" && text.hasPrefix("354") ? takeMessage() : true
    case nil: break
    }
    switch verb {
    case "EHLO":
      send(
        (["faulty.example"] + server.script.keywords).map { "250-" + $0 }.joined(separator: "\r\n")
          + "\r\n250 HELP")
    case "RCPT":
      recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
      send("250 2.1.5 Ok")
    case "DATA":
      send("354 go on")
      return takeMessage()
    case "QUIT":
      send("221 bye")
      return false
    default: send("250 2.0.0 Ok")
    }
    return true
  }

  private func hear(_ verb: String, _ line: String, message: [UInt8] = []) -> ServerAction? {
    var command = HeardCommand(
      verb: verb, line: line, connection: number, taken: taken, isFollowed: !input.isEmpty)
    if !message.isEmpty { command.message = String(decoding: message.prefix(2_000), as: UTF8.self) }
    server.hear(command)
    return server.script.answer(command)
  }

  private mutating func takeMessage() -> Bool {
    var message: [UInt8] = []
    while let line = nextLine() {
      if line == [UInt8(ascii: ".")] {
        let action =
          message.isEmpty ? .reply("554 5.5.1 no valid recipients") : hear(".", ".", message: message)
        return end(message, action)
      }
      message += line.first == UInt8(ascii: ".") ? line.dropFirst() : line[...]
      message += "\r\n".utf8
    }
    return false
  }

  private mutating func end(_ message: [UInt8], _ action: ServerAction?) -> Bool {
    switch action {
    case .drop: return false
    case .silence: return true
    case .reply(let text): send(text)
    case .delayed(let milliseconds, let text):
      usleep(UInt32(milliseconds) * 1_000)
      store(message)
      send(text)
    case .replyAndDrop(let text):
      send(text)
      return false
    case .storeAndDrop:
      server.store(recipient, message)
      return false
    case .storeAndReply(let text):
      store(message)
      send(text)
    case nil:
      store(message)
      send("250 2.0.0 Ok: queued")
    }
    return true
  }

  private mutating func store(_ message: [UInt8]) {
    server.store(recipient, message)
    taken += 1
  }

  /// A line without its CRLF; nil at the end of the connection.
  private mutating func nextLine() -> [UInt8]? {
    var searched = 0
    while true {
      if let end = input[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        var line = Array(input[..<end])
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        input.removeSubrange(...end)
        return line
      }
      searched = input.count
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = recv(socket, &chunk, chunk.count, 0)
      if count <= 0 { return nil }
      input += chunk[..<count]
    }
  }

  private func send(_ text: String) {
    let bytes = Array((text + "\r\n").utf8)
    _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
