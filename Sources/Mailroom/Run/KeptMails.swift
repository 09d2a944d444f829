internal import Campaigns
internal import Glibc
internal import Ledger
internal import Mail
internal import PartnerProgram
internal import Synchronization

/// What the check of an edition leaves for its sending: who is written to, and the finished mails, not signed yet.
///
/// So every mail is composed once, before the first one leaves, and what goes out is what was looked at. The mails lie in
/// files without names, so that memory does not grow with them. What finds no room is composed again when it is sent; so
/// is everything once the ledger's partners or activity have changed since.
package final class KeptMails: Sendable {
  /// Bytes of mails at most, some 70,000 of them; and a quarter of what is free in their folder, as the ledger needs its part.
  private static func room(in folder: String) -> Int {
    var system = statvfs()
    guard statvfs(folder, &system) == 0 else { return 0 }
    return min(1 << 30, Int(clamping: UInt64(system.f_bavail) &* UInt64(system.f_frsize)) / 4)
  }

  private let mails: SpoolFile
  private let partners: SpoolFile
  private let state = Mutex(State())

  private struct State {
    /// What the mails were composed from.
    var source: Source?
    var index: [Entry] = []
    var isSorted = true
    /// Where the names of the partners that are written to begin, by parts in the order of the walk.
    var audience: [(place: Int, count: Int)] = []
    /// Whether the audience is whole.
    var isWhole = false
  }

  struct Source: Equatable, Sendable {
    let edition: String
    let asOf: Timestamp
    /// The ledger's program as it was.
    let stamp: Int64
  }

  struct Entry: Sendable {
    /// Of the partner's id.
    let hash: UInt32
    let length: UInt32
    let place: Int

    init(partner: Partner.ID, place: Int, length: Int) {
      hash = UInt32(truncatingIfNeeded: partner.hashValue)
      self.length = UInt32(clamping: length)
      self.place = place
    }

    init(_ entry: Entry, after start: Int) {
      hash = entry.hash
      length = entry.length
      place = start + entry.place
    }
  }

  /// Makes the files in a folder; nil where they cannot be made.
  package init?(in folder: String, room: Int? = nil) {
    guard let mails = SpoolFile(in: folder, room: room ?? Self.room(in: folder)),
      let partners = SpoolFile(in: folder, room: .max)
    else { return nil }
    self.mails = mails
    self.partners = partners
  }

  /// Mails that found room.
  package var count: Int { state.withLock { $0.index.count } }

  // MARK: Keeping

  func begin(_ source: Source) { state.withLock { $0.source = source } }

  /// Takes up one page of the walk; pages come in its order.
  func add(_ page: Page) {
    let audience = page.audience.isEmpty ? 0 : partners.append(page.audience)
    state.withLock { state in
      state.index += page.entries
      state.isSorted = false
      if let audience, !page.audience.isEmpty { state.audience.append((audience, page.audience.count)) }
      if audience == nil { state.source = nil }
    }
  }

  /// All pages are here; `isWhole` says whether everyone was looked at.
  func finish(isWhole: Bool) {
    state.withLock { state in
      state.index.sort { $0.hash < $1.hash }
      state.isSorted = true
      state.isWhole = isWhole && state.source != nil
    }
  }

  /// One page of mails on its way into the file.
  struct Page: Sendable {
    private let mails: SpoolFile
    private var bytes: [UInt8] = []
    private var waiting: [Entry] = []
    private(set) var entries: [Entry] = []
    fileprivate private(set) var audience: [UInt8] = []
    private static let chunk = 64 << 10

    init(of kept: KeptMails) { mails = kept.mails }

    /// Keeps a partner as one of those who are written to.
    mutating func add(_ partner: Partner.ID) {
      audience.append(contentsOf: partner.utf8)
      audience.append(0)
    }

    /// Keeps a mail, where there is room.
    mutating func add(_ message: [UInt8], to partner: Partner) {
      if bytes.isEmpty { bytes.reserveCapacity(Self.chunk + 16_384) }
      let place = bytes.count
      bytes.append(contentsOf: message)
      Label(partner: partner.id, address: partner.email).append(to: &bytes)
      waiting.append(Entry(partner: partner.id, place: place, length: bytes.count - place))
      if bytes.count >= Self.chunk { flush() }
    }

    /// To be called once after the last mail.
    mutating func finish() {
      flush()
      // The page may wait for those before it.
      bytes = []
      waiting = []
    }

    private mutating func flush() {
      guard !waiting.isEmpty else { return }
      if let start = mails.append(bytes) { entries += waiting.map { Entry($0, after: start) } }
      bytes.removeAll(keepingCapacity: true)
      waiting.removeAll(keepingCapacity: true)
    }
  }

  // MARK: Taking

  /// Whether the whole audience of an edition is here, and nothing it depends on has changed.
  func isWhole(_ source: Source) -> Bool { state.withLock { $0.isWhole && $0.source == source } }

  /// Whether mails were kept from this source.
  func holds(_ source: Source) -> Bool { state.withLock { $0.source == source } }

  /// Hands on the partners that are written to, part by part in the order of the walk; false where they cannot be read.
  func forEachPart(_ body: ([Partner.ID]) throws -> Void) rethrows -> Bool {
    for part in state.withLock({ $0.audience }) {
      guard let bytes = partners.bytes(at: part.place, count: part.count) else { return false }
      try body(bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    }
    return true
  }

  /// The mail to a partner; nil where it was not kept.
  func mail(to partner: Partner.ID) -> (recipient: EmailAddress, bytes: [UInt8])? {
    for entry in entries(of: partner) {
      guard var bytes = mails.bytes(at: entry.place, count: Int(entry.length)),
        let label = Label(takenFrom: &bytes), label.partner == partner
      else { continue }
      return (label.address, bytes)
    }
    return nil
  }

  /// One, but for ids that share a hash.
  private func entries(of partner: Partner.ID) -> ArraySlice<Entry> {
    let hash = Entry(partner: partner, place: 0, length: 0).hash
    return state.withLock { state in
      var (low, high) = (0, state.isSorted ? state.index.count : 0)
      while low < high {
        let middle = (low + high) / 2
        if state.index[middle].hash < hash { low = middle + 1 } else { high = middle }
      }
      var end = low
      while end < state.index.count, state.index[end].hash == hash { end += 1 }
      return ArraySlice(Array(state.index[low..<end]))
    }
  }

  /// Whose mail it is: what the file has behind the message.
  private struct Label {
    let partner: Partner.ID
    let address: EmailAddress

    init(partner: Partner.ID, address: EmailAddress) {
      self.partner = partner
      self.address = address
    }

    /// Takes it off the end of what the file has; nil where that is something else.
    init?(takenFrom bytes: inout [UInt8]) {
      guard bytes.count >= 2 else { return nil }
      let length = Int(bytes[bytes.count - 2]) << 8 | Int(bytes[bytes.count - 1])
      guard length + 2 <= bytes.count else { return nil }
      let text = bytes[(bytes.count - 2 - length)..<(bytes.count - 2)]
      // None of the three can hold a NUL.
      let words = text.split(separator: 0, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 3 else { return nil }
      partner = words[0]
      address = EmailAddress(uncheckedLocalPart: words[1], domain: words[2])
      bytes.removeLast(length + 2)
    }

    func append(to bytes: inout [UInt8]) {
      let start = bytes.count
      bytes.append(contentsOf: partner.utf8)
      bytes.append(0)
      bytes.append(contentsOf: address.localPart.utf8)
      bytes.append(0)
      bytes.append(contentsOf: address.domain.utf8)
      let length = bytes.count - start
      bytes.append(UInt8(truncatingIfNeeded: length >> 8))
      bytes.append(UInt8(truncatingIfNeeded: length))
    }
  }
}
