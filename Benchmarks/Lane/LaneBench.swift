import Glibc
import Mail
import Sending

/// The lane alone, and a server that delays: started by tierpost-bench, which measures and compares them.
///
/// ```
/// lane-bench send PORT MESSAGES CONNECTIONS BYTES    prints the messages that were accepted
/// lane-bench sink REPLY-DELAY ACCEPT-DELAY           prints its port; serves until SIGTERM, then prints what it took
/// ```
@main
enum LaneBench {
  static func main() async {
    let words = CommandLine.arguments.dropFirst()
    let numbers = words.dropFirst().compactMap { Int($0) }
    switch (words.first, numbers.count) {
    case ("send", 4):
      await send(port: numbers[0], messages: numbers[1], connections: numbers[2], bytes: numbers[3])
    case ("sink", 2):
      guard let sink = DelayingSink(replyDelay: numbers[0], acceptDelay: numbers[1]) else { exit(71) }
      print(sink.port)
      fflush(nil)
      sink.run()
      print(sink.taken)
    default: exit(64)
    }
  }

  private static func send(port: Int, messages: Int, connections: Int, bytes: Int) async {
    guard
      var upstream = try? SMTPUpstream(
        scheme: .smtp, host: "127.0.0.1", port: port, ehloName: "bench.example")
    else { exit(64) }
    upstream.limits.connections = connections
    upstream.limits.messagesPerConnection = messages
    let transport = SMTPTransport(upstream: upstream, pace: Pace { 0 }, clock: WallClock(0)) { 0 }
    let accepted = await withTaskGroup(of: Int.self) { group in
      // As a run of the program does: a few batches under way, and never all messages in memory.
      let batch = max(250, connections * 10)
      var accepted = 0
      var begun = 0
      var underWay = 0
      while true {
        while underWay < 3, begun < messages {
          let first = begun
          let count = min(batch, messages - begun)
          begun += count
          underWay += 1
          group.addTask {
            let envelopes = (first..<first + count).map { envelope($0, bytes: bytes) }
            let deliveries = await transport.deliver(envelopes) { _ in }
            return deliveries.count { if case .accepted = $0.outcome { true } else { false } }
          }
        }
        guard let count = await group.next() else { return accepted }
        underWay -= 1
        accepted += count
      }
    }
    await transport.close()
    print(accepted)
  }

  /// Lines of 70; made once, as what is measured is the way and not the writing.
  private static let filler =
    Array(
      [String](repeating: String(repeating: "x", count: 70), count: 1_000).joined(separator: "\r\n").utf8) + [
      13, 10,
    ]

  /// A message of its own bytes, as every recipient's is.
  private static func envelope(_ number: Int, bytes: Int) -> Envelope {
    var message = Array(
      "From: a@acme.example\r\nTo: p\(number)@partner.example\r\nSubject: \(number)\r\n\r\n".utf8)
    let rest = max(2, bytes - message.count)
    message.reserveCapacity(message.count + rest)
    message.append(contentsOf: filler.suffix(rest))
    return Envelope(
      id: Envelope.ID(rawValue: Int64(number)),
      sender: EmailAddress(uncheckedLocalPart: "bounce", domain: "acme.example"),
      recipient: EmailAddress(uncheckedLocalPart: "p\(number)", domain: "partner.example"), bytes: message)
  }
}
