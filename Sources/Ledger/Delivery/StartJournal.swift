import Glibc
import Synchronization

/// The file in which a run notes which final dots are about to go out, and which were answered.
///
/// It is appended by one `write` and not synced: the kernel keeps it when the process is killed, and a machine that went down
/// is told by its boot. Sixteen bytes an entry: the delivery's number and a check over it and its word, both little-endian.
final class StartJournal: Sendable {
  struct Entry: Equatable {
    let id: Int64
    let word: Word
  }

  /// What an entry says of its delivery; the later one holds.
  enum Word: UInt64, CaseIterable {
    case started = 0
    case accepted
    /// The upstream answered that it did not take it.
    case turnedAway
  }

  private static let entrySize = 16
  private let descriptor: Int32
  private let path: String
  /// Bytes of whole entries in the file; nil after a failure that could not be taken back.
  private let size: Mutex<Int?>

  /// Opens the journal, or begins one.
  init(path: String) throws(LedgerError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    self.path = path
    size = Mutex(nil)
    guard descriptor >= 0 else { throw LedgerError(errno: errno, doing: "opening the journal", path: path) }
    var found = Int(lseek(descriptor, 0, SEEK_END))
    if found % Self.entrySize != 0 {
      // The end of a write that never returned, so that its dots never went out.
      found -= found % Self.entrySize
      guard ftruncate(descriptor, off_t(found)) == 0 else {
        throw LedgerError(errno: errno, doing: "cutting the journal", path: path)
      }
    }
    size.withLock { $0 = found }
    // The first entry is a mark: a journal that was removed is shorter than any claim remembers.
    if found == 0 { try append([Entry(id: Self.mark, word: .started)]) }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The number of the entry that begins every journal; no delivery has it.
  private static let mark: Int64 = -1

  /// Where the next entry goes: what is claimed now is started at or after this place.
  func end() throws(LedgerError) -> Int {
    guard let end = size.withLock({ $0 }) else { throw broken }
    return end
  }

  /// Appends entries; when it throws, none of them counts.
  func append(_ entries: [Entry]) throws(LedgerError) {
    let byteCount = entries.count * Self.entrySize
    let failure: LedgerError? = size.withLock { size in
      guard let end = size else { return broken }
      let written = withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 8) { bytes in
        var place = 0
        for entry in entries {
          bytes.storeBytes(
            of: UInt64(bitPattern: entry.id).littleEndian, toByteOffset: place, as: UInt64.self)
          bytes.storeBytes(of: Self.check(entry).littleEndian, toByteOffset: place + 8, as: UInt64.self)
          place += Self.entrySize
        }
        return Glibc.write(descriptor, bytes.baseAddress, byteCount)
      }
      if written == byteCount {
        size = end + byteCount
        return nil
      }
      let reason = written < 0 ? errno : ENOSPC
      if ftruncate(descriptor, off_t(end)) != 0 { size = nil }
      return LedgerError(errno: reason, doing: "noting a start", path: path)
    }
    if let failure { throw failure }
  }

  /// The last word on each of the claimed deliveries that has an entry at or after the place where it was claimed.
  ///
  /// One whose place lies beyond the end counts as started: its journal is not the one that was written.
  func lastWords(among claimedAt: [Int64: Int]) throws(LedgerError) -> [Int64: Word] {
    let end = try end()
    var words = claimedAt.filter { $0.value > end || $0.value == 0 }.mapValues { _ in Word.started }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    var place = claimedAt.values.min().map { min($0, end) } ?? end
    while place < end {
      let count = pread(descriptor, &chunk, min(chunk.count, end - place), off_t(place))
      guard count >= Self.entrySize else {
        throw LedgerError(errno: count < 0 ? errno : EIO, doing: "reading the journal", path: path)
      }
      chunk.withUnsafeBytes { bytes in
        for entry in stride(from: 0, through: count - Self.entrySize, by: Self.entrySize) {
          let id = Int64(
            bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: entry, as: UInt64.self)))
          let check = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: entry + 8, as: UInt64.self))
          guard let from = claimedAt[id], from > 0, from <= place + entry,
            let word = Word.allCases.first(where: { Self.check(Entry(id: id, word: $0)) == check })
          else { continue }
          words[id] = word
        }
      }
      place += count - count % Self.entrySize
    }
    return words
  }

  /// Empties the journal.
  ///
  /// Only when nothing is claimed, as no claim's place holds any more.
  func clear() throws(LedgerError) {
    let done = size.withLock { size in
      guard ftruncate(descriptor, off_t(Self.entrySize)) == 0 else { return false }
      size = Self.entrySize
      return true
    }
    if !done { throw LedgerError(errno: errno, doing: "emptying the journal", path: path) }
  }

  private var broken: LedgerError { LedgerError(.io, "\(path): the journal cannot be written any more") }

  private static func check(_ entry: Entry) -> UInt64 {
    (UInt64(bitPattern: entry.id) &+ 0x9E37_79B9_7F4A_7C15 &* (entry.word.rawValue + 1))
      &* 0xBF58_476D_1CE4_E5B9
  }
}
