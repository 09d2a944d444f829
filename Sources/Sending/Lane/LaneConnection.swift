import CCurl
import Glibc

/// One connection: opened by libcurl, then written and read by ourselves.
///
/// Confined to the lane's thread.
final class LaneConnection {
  enum State { case connecting, ready, closed }
  enum Reading { case open, lost(String) }

  let curl: CurlHandle
  let opening = OpeningDialogue()
  let openedAt: Instant
  var state = State.connecting
  /// Meaningful once ready.
  var dialogue = SMTPDialogue(capabilities: ServerCapabilities())
  private(set) var socket: Int32 = -1
  /// When a byte last went or came.
  var lastProgress: Instant
  /// The lane looks at it before the next wait.
  var isActive = false
  /// A message is ready and its limits hold it until then.
  var heldUntil: Instant?
  /// A write waits until the socket takes more.
  private(set) var isBlocked = false
  /// Whether epoll watches for room to write.
  var watchesWriting = false

  /// TLS may have whole records in its own buffer that epoll does not know of.
  private let readsUntilEmpty: Bool
  /// The bytes under way.
  ///
  /// They neither move nor change in length until libcurl has taken them: OpenSSL wants a write that it put
  /// off repeated with the same pointer and length.
  private let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: Outgoing.pieceSize, alignment: 16)
  private var pieceCount = 0
  private var pieceSent = 0

  init?(to upstream: SMTPUpstream, at now: Instant) {
    guard let curl = CurlHandle() else { return nil }
    self.curl = curl
    openedAt = now
    lastProgress = now
    readsUntilEmpty = upstream.scheme == .smtps || upstream.startTLS != CURLUSESSL_NONE
    // The handle lives no longer than this object, which owns the opening dialogue.
    let context = Unmanaged.passUnretained(opening).toOpaque()
    guard curl.prepare(for: upstream, headers: context) else { return nil }
  }

  deinit { piece.deallocate() }

  /// libcurl has the connection open; from here on the bytes are ours.
  func becomeReady(at now: Instant) -> Bool {
    guard let socket = curl.socket else { return false }
    self.socket = socket
    var one: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    dialogue = SMTPDialogue(capabilities: opening.capabilities)
    state = .ready
    lastProgress = now
    return true
  }

  /// Writes what the dialogue has, as far as the socket takes it.
  func flush(at now: Instant) -> Reading {
    while true {
      if pieceSent == pieceCount {
        pieceSent = 0
        pieceCount = dialogue.outgoing.take(into: piece)
        if pieceCount == 0 { break }
      }
      var sent = 0
      let rest = UnsafeRawBufferPointer(rebasing: piece[pieceSent..<pieceCount])
      switch curl_easy_send(curl.easy, rest.baseAddress, rest.count, &sent) {
      case CURLE_OK:
        pieceSent += sent
        lastProgress = now
      case CURLE_AGAIN:
        isBlocked = true
        return .open
      default:
        return .lost("the connection was lost while writing")
      }
    }
    isBlocked = false
    return .open
  }

  /// Reads what is there and hands it to the dialogue.
  func read(
    with buffer: UnsafeMutableRawBufferPointer, at now: Instant, into events: inout [SMTPDialogue.Event]
  ) -> Reading {
    while !dialogue.isOver {
      var count = 0
      switch curl_easy_recv(curl.easy, buffer.baseAddress, buffer.count, &count) {
      case CURLE_OK where count > 0:
        lastProgress = now
        dialogue.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]), into: &events)
        if !readsUntilEmpty, count < buffer.count { return .open }
      case CURLE_OK:
        return .lost("the server closed the connection")
      case CURLE_AGAIN:
        return .open
      default:
        return .lost("the connection was lost while reading")
      }
    }
    return .open
  }

  /// Whether a message became ready that nobody has asked about yet.
  var isNewlyReleasable: Bool {
    state == .ready && heldUntil == nil && !isBlocked && dialogue.awaitsRelease != nil
  }

  /// Whether everything the dialogue has to say is with the system.
  var isFlushed: Bool { pieceSent == pieceCount && dialogue.outgoing.isEmpty }

  /// Says QUIT where it would be understood; the answer is not waited for.
  func quit() {
    guard state == .ready, dialogue.canQuit, pieceSent == pieceCount else { return }
    var sent = 0
    let bytes = Array("QUIT\r\n".utf8)
    _ = curl_easy_send(curl.easy, bytes, bytes.count, &sent)
  }

  /// Begins a transaction; patience with it begins too.
  func begin(_ parcel: Parcel, level: PipeliningLevel, at now: Instant) {
    lastProgress = now
    dialogue.begin(parcel, level: level)
  }

  /// When patience ends, and how long it was then.
  func patienceEnd(_ patience: Patience) -> (at: Instant, length: Int64) {
    if state == .connecting {
      if !curl.isConnected { return (openedAt + patience.connect, patience.connect) }
      return (openedAt + patience.connect + patience.command, patience.command)
    }
    let length = patience.length(of: isBlocked ? .writing : dialogue.wait)
    return (lastProgress + length, length)
  }
}
