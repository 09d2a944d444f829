/// The output of a render: bytes in memory of its own, which grows, is reused and is never shared.
///
/// One of the two files of this module with unsafe pointers, because an array asks at each append whether it is shared
/// and whether it has room, and both are known here. What holds: `memory` has room for `capacity` bytes, the first
/// `count` of them are set, every write makes room first, and nothing keeps a pointer beyond its own call.
struct ByteBuffer: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>?
  private(set) var count = 0
  private var capacity = 0

  /// Only asked for where `reserve` made room, so there is memory.
  private var base: UnsafeMutablePointer<UInt8> {
    @inline(__always) get { memory.unsafelyUnwrapped }
  }

  deinit { memory?.deallocate() }

  /// Makes room for `more` bytes after those that are there.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if more > capacity - count { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    precondition(more >= 0 && more < Int.max / 4)
    let wanted = max(2 * capacity, count + more, 4096)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    // Both have room for `count` bytes, and the new memory is not the old.
    if let memory {
      larger.update(from: memory, count: count)
      memory.deallocate()
    }
    memory = larger
    capacity = wanted
  }

  /// Forgets all bytes from `length` on.
  mutating func cut(to length: Int) {
    precondition(length >= 0 && length <= count)
    count = length
  }

  mutating func removeLast(_ number: Int) { cut(to: count - number) }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Appends `length` bytes that `write` sets from the last to the first, given their number counted from the last.
  @inline(__always)
  mutating func append(backwards length: Int, _ write: () -> UInt8) {
    guard length > 0 else { return }
    reserve(length)
    var position = count + length
    // `reserve` made room for all of `count ..< count + length`.
    while position > count {
      position -= 1
      base[position] = write()
    }
    count += length
  }

  /// Appends what a source of known length holds.
  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard source.count > 0, let start = source.baseAddress else { return }
    reserve(source.count)
    (base + count).update(from: start, count: source.count)
    count += source.count
  }

  /// Appends `source`, escaped for HTML: runs without special bytes are tested and copied 8 bytes at a time.
  @inline(__always)
  mutating func appendHTML(_ source: UnsafeBufferPointer<UInt8>) {
    let length = source.count
    guard length > 0, let start = source.baseAddress else { return }
    // Every byte becomes six at most.
    reserve(6 * length)
    if length < 8 { return appendHTML(start, length) }
    let from = UnsafeRawPointer(start)
    let to = UnsafeMutableRawPointer(base + count)
    // All loads end at or before `length`, all stores at or before `count + length`; the last ones overlap.
    var position = 0
    while position + 8 <= length {
      let run = from.loadUnaligned(fromByteOffset: position, as: UInt64.self)
      if Escape.special(run) != 0 {
        count += position
        return appendHTML(start + position, length - position)
      }
      to.storeBytes(of: run, toByteOffset: position, as: UInt64.self)
      position += 8
    }
    let run = from.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
    if Escape.special(run) != 0 {
      count += position
      return appendHTML(start + position, length - position)
    }
    to.storeBytes(of: run, toByteOffset: length - 8, as: UInt64.self)
    count += length
  }

  /// The same byte by byte, after room for six times as many was made.
  private mutating func appendHTML(_ start: UnsafePointer<UInt8>, _ length: Int) {
    var end = count
    for position in 0..<length {
      let byte = start[position]
      if Escape.isSpecial(byte) {
        let entity = Escape.entity(byte)
        for shift in 0..<entity.length {
          base[end + shift] = UInt8(truncatingIfNeeded: entity.bytes >> (8 * shift))
        }
        end += entity.length
      } else {
        base[end] = byte
        end += 1
      }
    }
    count = end
  }

  /// The bytes from `start` on, for as long as the call lasts.
  @inline(__always)
  func withBytes<Result>(from start: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    precondition(start >= 0 && start <= count)
    return body(UnsafeBufferPointer(start: memory.map { UnsafePointer($0 + start) }, count: count - start))
  }
}
