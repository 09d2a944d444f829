extension Message {
  /// Appends the finished message: 7-bit, CRLF line ends, not dot-stuffed, the same bytes for the same message.
  ///
  /// The parts are text first, then HTML, as multipart/alternative (RFC 2046 5.1.4). On an error `bytes` is as before.
  package func write(into bytes: inout [UInt8]) throws(MessageError) {
    let start = bytes.count
    do {
      try writeHeaders(into: &bytes)
      try writeBody(into: &bytes)
    } catch {
      bytes.removeSubrange(start...)
      throw error
    }
  }
}
