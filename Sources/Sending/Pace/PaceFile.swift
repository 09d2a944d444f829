import Glibc

/// Where a pace outlives its process: one record of fixed size for each upstream or domain.
///
/// A record is written before its message goes, into the system's own memory: `kill -9` loses nothing of it. A power cut may
/// lose the last half minute.
final class PaceFile {
  /// A record and the place it stands in.
  struct Entry {
    let place: Int
    let key: UInt64
    let state: PaceState
  }

  static let recordSize = 512
  private static let words = recordSize / 8
  private static let magic = Array("tierpost pace 1\n".utf8)

  private let descriptor: Int32
  private var buffer = [UInt64](repeating: 0, count: words)

  /// Opens the file, or makes it with room for `places` records, and holds it alone.
  init(_ path: String, places: Int) throws(PaceError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw PaceError(.unreadable, path: path, code: errno) }
    do throws(PaceError) {
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        throw PaceError(.inUse, path: path, code: errno)
      }
      let length = Int(lseek(descriptor, 0, Int32(SEEK_END)))
      if length == 0 {
        // All room is taken at once, so that a full disk cannot keep a message from being counted.
        let code = posix_fallocate(descriptor, 0, off_t((places + 1) * Self.recordSize))
        guard code == 0 else { throw PaceError(.unwritable, path: path, code: code) }
        guard pwrite(descriptor, Self.magic, Self.magic.count, 0) == Self.magic.count else {
          throw PaceError(.unwritable, path: path, code: errno)
        }
      } else {
        var head = [UInt8](repeating: 0, count: Self.magic.count)
        let count = pread(descriptor, &head, head.count, 0)
        guard count == head.count, head == Self.magic, length == (places + 1) * Self.recordSize else {
          throw PaceError(.damaged, path: path)
        }
      }
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
  }

  private let path: String

  /// Unlocked by name: a process that is being started in this moment holds the same lock until it is another program.
  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// All records that hold something.
  func entries(places: Int, now: Int64) throws(PaceError) -> [Entry] {
    let length = places * Self.words
    var words = [UInt64](repeating: 0, count: length)
    let count = pread(descriptor, &words, length * 8, Self.offset(0))
    guard count == length * 8 else { throw PaceError(.unreadable, path: path, code: errno) }
    var entries: [Entry] = []
    for place in 0..<places where words[place * Self.words + 1] != 0 {
      let record = Array(words[place * Self.words..<(place + 1) * Self.words])
      guard record[0] == Self.checksum(record) else { throw PaceError(.damaged, path: path) }
      entries.append(Entry(place: place, key: record[1], state: Self.state(record, now: now)))
    }
    return entries
  }

  /// False where the system does not take it.
  func write(_ state: PaceState, key: UInt64, place: Int) -> Bool {
    buffer[1] = key
    buffer[2] = UInt64(bitPattern: state.last)
    buffer[3] = UInt64(bitPattern: state.notBefore)
    buffer[4] = UInt64(state.strikes)
    buffer[5] = UInt64(bitPattern: state.hour.newest)
    buffer[6] = UInt64(bitPattern: state.day.newest)
    Self.put(state.hour, into: &buffer, at: Self.hourStart)
    Self.put(state.day, into: &buffer, at: Self.dayStart)
    buffer[0] = Self.checksum(buffer)
    return pwrite(descriptor, buffer, Self.recordSize, Self.offset(place)) == Self.recordSize
  }

  private static let hourStart = 7
  private static let dayStart = hourStart + (SlidingCount.Shape.hour.places + 1) / 2

  private static func offset(_ place: Int) -> off_t { off_t((place + 1) * recordSize) }

  private static func put(_ count: SlidingCount, into words: inout [UInt64], at start: Int) {
    for pair in 0..<(count.shape.places + 1) / 2 {
      let low = count.isEmpty ? 0 : count.counts[2 * pair]
      let high = count.isEmpty || 2 * pair + 1 >= count.shape.places ? 0 : count.counts[2 * pair + 1]
      words[start + pair] = UInt64(low) | UInt64(high) << 32
    }
  }

  private static func count(
    _ shape: SlidingCount.Shape, newest: UInt64, _ words: [UInt64], at start: Int, now: Int64
  )
    -> SlidingCount
  {
    let counts = (0..<shape.places).map { place in
      UInt32(truncatingIfNeeded: words[start + place / 2] >> (place % 2 == 0 ? 0 : 32))
    }
    return SlidingCount(shape, newest: Int64(bitPattern: newest), counts: counts, now: now)
  }

  private static func state(_ words: [UInt64], now: Int64) -> PaceState {
    var state = PaceState()
    state.last = Int64(bitPattern: words[2])
    state.notBefore = Int64(bitPattern: words[3])
    state.strikes = Int(truncatingIfNeeded: words[4] & 0xff)
    state.hour = count(.hour, newest: words[5], words, at: hourStart, now: now)
    state.day = count(.day, newest: words[6], words, at: dayStart, now: now)
    return state
  }

  /// FNV-1a over words.
  private static func checksum(_ words: [UInt64]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for word in words.dropFirst() {
      hash = (hash ^ word) &* 0x0000_0100_0000_01b3
      hash ^= hash >> 29
    }
    return hash
  }
}

/// Why limits cannot be kept over the end of the process.
package struct PaceError: Error, Sendable, CustomStringConvertible {
  package enum Kind: Sendable { case inUse, damaged, unreadable, unwritable }

  package let kind: Kind
  package let description: String

  init(_ kind: Kind, path: String, code: Int32 = 0) {
    self.kind = kind
    let reason = code == 0 ? "" : ": \(String(cString: strerror(code)))"
    description =
      switch kind {
      case .inUse: "another run uses \(path), where the limits of this upstream are counted"
      case .damaged:
        "\(path), where the limits of this upstream are counted, is damaged; it may be removed a day after the last mail"
      case .unreadable: "\(path), where the limits of this upstream are counted, cannot be read\(reason)"
      case .unwritable: "\(path), where the limits of this upstream are counted, cannot be written\(reason)"
      }
  }
}
