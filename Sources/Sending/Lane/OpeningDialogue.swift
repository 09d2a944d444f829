import Mail

/// What the server said while libcurl opened the connection: its capabilities and its last refusal.
final class OpeningDialogue {
  private(set) var capabilities = ServerCapabilities()
  private(set) var refusalCode = 0
  private(set) var refusal: String?

  func read(line: UnsafeRawBufferPointer) {
    capabilities.read(line: line)
    let reply = ReplyText.reply(code: Self.code(line), lines: Array(line)[...])
    // Challenges of AUTH (334) are left alone: only refusals are shown.
    if reply.code >= 400 {
      refusalCode = reply.code
      refusal = "\(reply.code) \(reply.text)"
    }
  }

  private static func code(_ line: UnsafeRawBufferPointer) -> Int {
    line.count >= 3 ? Int(String(decoding: line.prefix(3), as: UTF8.self)) ?? 0 : 0
  }
}
