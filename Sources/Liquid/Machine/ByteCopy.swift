/// Copying of byte runs out of arrays and strings, and reading of records where they lie.
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
    text.utf8Span.span.withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// Appends a copy of the array's own `from..<to`, which a slice would make by copying the whole array.
  mutating func appendWithin(_ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= count)
    let length = to - from
    let end = count
    extend(by: length)
    withUnsafeMutableBufferPointer { buffer in
      // Source and target cannot overlap: the target begins where the old content ended.
      guard let base = buffer.baseAddress else { return }
      (base + end).update(from: base + from, count: length)
    }
  }

  /// Appends zeros.
  private mutating func extend(by number: Int) {
    var rest = number
    while rest > 0 {
      append(from: Self.zeros, 0, Swift.min(rest, Self.zeros.count))
      rest -= Self.zeros.count
    }
  }

  private static let zeros = [UInt8](repeating: 0, count: 256)

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
  mutating func append(text: String) { append(text.utf8Span.span) }

  mutating func append(_ text: Span<UInt8>) { text.withUnsafeBufferPointer { append($0) } }
  mutating func appendHTML(_ text: Span<UInt8>) { text.withUnsafeBufferPointer { appendHTML($0) } }

  /// Appends the UTF-8 bytes of `text`, escaped for HTML.
  mutating func appendHTML(text: String) { appendHTML(text.utf8Span.span) }
}

extension ContiguousArray<Cell> {
  /// Appends nils.
  mutating func extend(by number: Int) {
    var rest = number
    while rest > 0 {
      Self.nulls.withUnsafeBufferPointer {
        append(contentsOf: UnsafeBufferPointer(rebasing: $0[0..<Swift.min(rest, 64)]))
      }
      rest -= 64
    }
  }

  private static let nulls = ContiguousArray(repeating: Cell.null, count: 64)

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

/// A value where it lies, for as long as a call lasts: reading a field of it copies that field and nothing else, where
/// handing the value on would count a reference for each of its texts and arrays.
@usableFromInline
struct Lent<Element> {
  @usableFromInline let pointer: UnsafePointer<Element>

  @inlinable
  init(_ pointer: UnsafePointer<Element>) { self.pointer = pointer }

  @inlinable var value: Element {
    // The pointer is valid and its target unchanged until the closure ends that was given this value.
    _read { yield pointer.pointee }
  }
}

@inlinable
func lend<Element>(_ value: Element, _ body: (Lent<Element>) -> Void) {
  withUnsafePointer(to: value) { body(Lent($0)) }
}

@inlinable
func lendEach<Element>(of values: [Element], _ body: (Lent<Element>) -> Void) {
  values.withUnsafeBufferPointer { buffer in
    guard var pointer = buffer.baseAddress else { return }
    for _ in 0..<buffer.count {
      body(Lent(pointer))
      pointer += 1
    }
  }
}
