extension Message {
  func writeHeaders(into bytes: inout [UInt8]) throws(MessageError) {
    throw MessageError(.malformed, in: "message", "writing is not there yet")
  }
  func writeBody(into bytes: inout [UInt8]) throws(MessageError) {}
}
