/// Copying of byte runs out of arrays and strings.
///
/// The other file of this module with unsafe pointers: a slice of an array costs more in reference counting than what
/// it holds costs to copy. Every use is checked against the bounds of the arrays before it, and no pointer leaves the
/// closure it is given to.
extension [UInt8] {
  /// Appends `source[from..<to]`.
  @inline(__always)
  mutating func append(from source: [UInt8], _ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= source.count)
    source.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[from..<to])) }
  }

  /// Appends the UTF-8 bytes of `text`.
  @inline(__always)
  mutating func append(text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { append(contentsOf: $0) }
    if isDone == nil { append(contentsOf: text.utf8) }
  }

  /// Appends a copy of the array's own `from..<to`, which a slice would make by copying the whole array.
  mutating func appendWithin(_ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= count)
    let length = to - from
    let end = count
    append(contentsOf: repeatElement(0, count: length))
    withUnsafeMutableBufferPointer { buffer in
      // Source and target cannot overlap: the target begins where the old content ended.
      guard let base = buffer.baseAddress else { return }
      (base + end).update(from: base + from, count: length)
    }
  }

  /// Appends what `buffer` holds from `start` on.
  mutating func append(_ buffer: borrowing ByteBuffer, from start: Int) {
    buffer.withBytes(from: start) { append(contentsOf: $0) }
  }

  /// Whether two runs of the array are the same bytes.
  @inline(__always)
  func isSame(_ a: Int, _ b: Int, length: Int) -> Bool {
    precondition(a >= 0 && b >= 0 && length >= 0 && a <= count - length && b <= count - length)
    return withUnsafeBytes { bytes in
      var position = 0
      // No load reaches beyond `length` bytes from where its run begins.
      while position + 8 <= length {
        let left = bytes.loadUnaligned(fromByteOffset: a + position, as: UInt64.self)
        if left != bytes.loadUnaligned(fromByteOffset: b + position, as: UInt64.self) { return false }
        position += 8
      }
      while position < length {
        if bytes[a + position] != bytes[b + position] { return false }
        position += 1
      }
      return true
    }
  }

  /// The number of code points in a run: of the bytes that do not continue one.
  func codePoints(_ from: Int, _ to: Int) -> Int {
    precondition(from >= 0 && from <= to && to <= count)
    return withUnsafeBufferPointer { bytes in
      var number = 0
      for position in from..<to { number &+= bytes[position] & 0xC0 == 0x80 ? 0 : 1 }
      return number
    }
  }
}

extension ByteBuffer {
  /// Appends `source[from..<to]`.
  @inline(__always)
  mutating func append(from source: [UInt8], _ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= source.count)
    source.withUnsafeBufferPointer { append(UnsafeBufferPointer(rebasing: $0[from..<to])) }
  }

  /// Appends `source[from..<to]`, escaped for HTML.
  @inline(__always)
  mutating func appendHTML(from source: [UInt8], _ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= source.count)
    source.withUnsafeBufferPointer { appendHTML(UnsafeBufferPointer(rebasing: $0[from..<to])) }
  }

  /// Appends the UTF-8 bytes of `text`.
  mutating func append(text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { append($0) }
    if isDone == nil { for byte in text.utf8 { append(byte) } }
  }

  /// Appends the UTF-8 bytes of `text`, escaped for HTML.
  mutating func appendHTML(text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { appendHTML($0) }
    if isDone == nil { Escape.html(text, into: &self) }
  }
}

extension ContiguousArray<Cell> {
  /// Sets the first cells to those of `other`.
  @inline(__always)
  mutating func overwrite(with other: ContiguousArray<Cell>) {
    precondition(other.count <= count)
    withUnsafeMutableBufferPointer { target in
      other.withUnsafeBufferPointer { source in
        // Two arrays, and the first of them is not shared: they do not overlap.
        if let to = target.baseAddress, let from = source.baseAddress {
          to.update(from: from, count: source.count)
        }
      }
    }
  }
}
