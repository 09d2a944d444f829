/// What a connection still has to write, in order: commands, a body, commands.
///
/// The last piece of a body is held until it is released, so that the final dot goes out with it, in one write.
struct Outgoing {
  /// The most one write takes: one TLS record.
  static let pieceSize = 16_384

  private var before: [UInt8] = []
  private var beforeTaken = 0
  private var body: [UInt8] = []
  private var bodyTaken = 0
  private var isHeld = false
  private var after: [UInt8] = []
  private var afterTaken = 0

  /// Whether the final dot, or a part of it, was taken to be written.
  private(set) var dotTaken = false

  private var bodyLeft: Int { body.count - bodyTaken }
  private var commandsLeft: Int { before.count - beforeTaken + after.count - afterTaken }

  /// Whether nothing can be written now.
  var isEmpty: Bool { commandsLeft == 0 && (isHeld ? bodyLeft <= Self.pieceSize : bodyLeft == 0) }

  /// Whether everything is out but the last piece of a held body.
  var awaitsRelease: Bool { isHeld && isEmpty }

  mutating func append(_ text: String) { append(text.utf8) }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    if bodyLeft > 0 || isHeld || !after.isEmpty {
      after.append(contentsOf: bytes)
    } else {
      before.append(contentsOf: bytes)
    }
  }

  /// Only when nothing is left to write.
  mutating func hold(_ newBody: [UInt8]) {
    body = newBody
    bodyTaken = 0
    isHeld = true
    dotTaken = false
  }

  /// Lets the held rest go, and the final dot behind it.
  mutating func release() {
    isHeld = false
    after.append(contentsOf: ".\r\n".utf8)
  }

  /// Moves as much as fits to a buffer and says how much that was.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    var room = buffer
    Self.move(before, &beforeTaken, before.count, to: &room)
    if beforeTaken < before.count { return buffer.count - room.count }
    before.removeAll(keepingCapacity: true)
    beforeTaken = 0
    // While it is held, whole pieces go out and the last one stays.
    let end = isHeld ? bodyTaken + (max(bodyLeft, 1) - 1) / Self.pieceSize * Self.pieceSize : body.count
    Self.move(body, &bodyTaken, end, to: &room)
    if isHeld || bodyLeft > 0 { return buffer.count - room.count }
    body = []
    bodyTaken = 0
    if !after.isEmpty {
      if !room.isEmpty { dotTaken = true }
      Self.move(after, &afterTaken, after.count, to: &room)
      if afterTaken == after.count {
        after.removeAll(keepingCapacity: true)
        afterTaken = 0
      }
    }
    return buffer.count - room.count
  }

  private static func move(
    _ source: [UInt8], _ taken: inout Int, _ end: Int, to room: inout UnsafeMutableRawBufferPointer
  ) {
    let count = min(end - taken, room.count)
    if count == 0 { return }
    // Copies within the call; neither pointer leaves it.
    source.withUnsafeBytes { bytes in
      room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
    }
    taken += count
    room = UnsafeMutableRawBufferPointer(rebasing: room[count...])
  }
}
