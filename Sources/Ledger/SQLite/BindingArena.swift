import GRDBSQLite

/// Bytes that stay where they are while a statement runs, so that SQLite need not copy each value to memory of its own.
///
/// One row's values go in, the statement runs, `clear()` makes room for the next row. Values that find no room are copied by SQLite.
final class BindingArena {
  private let base: UnsafeMutableRawBufferPointer
  private var used = 0

  init() { base = .allocate(byteCount: 1 << 16, alignment: 1) }
  deinit { base.deallocate() }

  func clear() { used = 0 }

  func bind(_ text: String?, at index: Int, of query: Query) {
    guard var text else {
      sqlite3_bind_null(query.raw, CInt(index))
      return
    }
    let isBound = text.withUTF8 { bytes in
      guard let place = place(for: UnsafeRawBufferPointer(bytes)) else { return false }
      // No destructor means SQLITE_STATIC: the arena outlives the statement's run.
      sqlite3_bind_text(
        query.raw, CInt(index), place.assumingMemoryBound(to: CChar.self), CInt(bytes.count), nil)
      return true
    }
    if !isBound { query.bind(text, at: index) }
  }

  func bind(blob bytes: [UInt8], at index: Int, of query: Query) {
    let isBound = bytes.withUnsafeBytes { bytes in
      guard let place = place(for: bytes) else { return false }
      sqlite3_bind_blob(query.raw, CInt(index), place, CInt(bytes.count), nil)
      return true
    }
    if !isBound { query.bind(blob: bytes, at: index) }
  }

  /// Copies the bytes in; nil where there is no room.
  private func place(for bytes: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer? {
    guard bytes.count < base.count - used, let start = base.baseAddress else { return nil }
    let place = start + used
    if let source = bytes.baseAddress { place.copyMemory(from: source, byteCount: bytes.count) }
    used += bytes.count
    return place
  }
}
