/// Copying of byte runs. The one file of this module that uses unsafe pointers; every use is checked
/// against the bounds of the arrays before it, and no pointer leaves its closure.
extension [UInt8] {
  /// Appends `source[from..<to]` without making a slice, whose reference counting costs more than the copy.
  @inline(__always)
  mutating func append(from source: [UInt8], _ from: Int, _ to: Int) {
    precondition(from >= 0 && from <= to && to <= source.count)
    source.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[from..<to])) }
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
}
