/// The relaxed form of a body (RFC 6376 3.4.4): white space at line ends and empty lines at the end are gone, every
/// other run of white space is one space.
enum RelaxedBody {
  /// Appends the form of a body whose lines end with CRLF.
  static func append(_ body: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    // The last line with a letter ends it; a body of nothing but white space and line ends is empty.
    var end = body.count
    while end > 0, WhiteSpaceGap.isBlank(body[end - 1]) { end -= 1 }
    guard end > 0 else { return }
    var start = 0
    while let gap = WhiteSpaceGap.next(in: body, from: start, to: end, lineEndsToo: false) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: body[start..<gap]))
      start = gap
      while WhiteSpaceGap.isWhiteSpace(body[start]) { start += 1 }
      if body[start] != 13 { output.append(UInt8(ascii: " ")) }
    }
    output.append(contentsOf: UnsafeBufferPointer(rebasing: body[start..<end]))
    output.append(13)
    output.append(10)
  }
}
