import Glibc

/// One connection of the sink: what came in, and the replies that wait for their time.
final class SinkSession {
  enum Command { case ehlo, data, end, other }

  private let socket: Int32
  private var replies: [(due: Double, text: String)] = []
  private var line: [UInt8] = []
  private var isMessage = false
  /// When the reply before is due; replies keep their order.
  private(set) var lastDue = 0.0

  init(_ socket: Int32) { self.socket = socket }

  var nextDue: Double? { replies.first?.due }

  func answer(_ text: String, at due: Double) {
    lastDue = max(lastDue, due)
    replies.append((lastDue, text))
  }

  /// Cuts bytes into lines; of a message only the last one counts.
  func take(_ bytes: ArraySlice<UInt8>, heard: (Command) -> Void) {
    var rest = bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      // Long lines are of messages: their beginning says enough.
      if line.count < 16 { line.append(contentsOf: rest[..<end].prefix(16)) }
      rest = rest[(end + 1)...]
      if isMessage {
        if line.first == UInt8(ascii: "."), line.count <= 2 {
          isMessage = false
          heard(.end)
        }
      } else if line.starts(with: "EHLO".utf8) {
        heard(.ehlo)
      } else if line.starts(with: "DATA".utf8) {
        isMessage = true
        heard(.data)
      } else {
        heard(.other)
      }
      line.removeAll(keepingCapacity: true)
    }
    if line.count < 16 { line.append(contentsOf: rest.prefix(16)) }
  }

  func sendDue(_ now: Double) {
    var text = ""
    var count = 0
    for reply in replies {
      guard reply.due <= now else { break }
      text += reply.text + "\r\n"
      count += 1
    }
    if count == 0 { return }
    replies.removeFirst(count)
    let bytes = Array(text.utf8)
    _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}
