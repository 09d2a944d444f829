/// Reads JSON Lines, one object (RFC 8259) a line, from chunks of bytes of any size; memory holds one line.
///
/// Lines end in LF or CRLF; a byte order mark is dropped; a blank line is no row. An object's keys are the columns: the
/// list grows as new keys come. A line that is no flat object is handed on with its fault and reading goes on.
package struct JSONLinesReader: Sendable {
  /// The keys so far, in the order they came; a record's cells follow them.
  package private(set) var columns: [String]
  /// Bytes a line may have.
  package let lineLimit: Int

  private var pending: [UInt8] = []
  private var tooLong = false
  private var line = 1
  private var record = DataRecord()
  private var object = FlatJSONObject()
  private var isFirstLine = true

  /// A reader whose columns begin with those the caller knows.
  package init(columns: [String] = [], lineLimit: Int = 4 << 20) {
    self.columns = columns
    self.lineLimit = lineLimit
  }

  /// Takes the next bytes of the file and hands on every row they complete.
  ///
  /// - Parameters:
  ///   - chunk: bytes; a line or a character may be cut anywhere.
  ///   - body: called for each row, which is valid during the call only, with the columns so far.
  package mutating func read(_ chunk: Span<UInt8>, _ body: (DataRecord, [String]) throws -> Void) rethrows {
    // The pointer is used within the closure only and indices stay under `count`.
    try chunk.withUnsafeBufferPointer { bytes in
      var start = 0
      while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
        take(bytes[start..<end])
        try endLine(body)
        start = end + 1
      }
      take(bytes[start...])
    }
  }

  /// Ends the file: hands on a last line without a line end.
  package mutating func finish(_ body: (DataRecord, [String]) throws -> Void) rethrows {
    if !pending.isEmpty || tooLong { try endLine(body) }
  }

  private mutating func take(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    guard !tooLong, pending.count + bytes.count <= lineLimit else {
      tooLong = true
      pending.removeAll(keepingCapacity: true)
      return
    }
    pending.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
  }

  private mutating func endLine(_ body: (DataRecord, [String]) throws -> Void) rethrows {
    defer {
      line += 1
      tooLong = false
      pending.removeAll(keepingCapacity: true)
    }
    if isFirstLine, pending.starts(with: [0xef, 0xbb, 0xbf]) { pending.removeSubrange(..<3) }
    isFirstLine = false
    if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
    guard tooLong || pending.contains(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }) else {
      return
    }
    record.clear(line: line)
    do throws(FlatJSONObject.Mistake) {
      guard !tooLong else { throw FlatJSONObject.Mistake(at: 0, "a line of more than \(lineLimit) bytes") }
      try object.parse(pending)
      try fillRecord()
    } catch {
      record.clear(line: line)
      let place = error.offset > 0 ? " at byte \(error.offset + 1)" : ""
      record.fault = DataRecord.Fault(reason: error.reason + place)
    }
    try body(record, columns)
  }

  /// Puts the members in the order of the columns.
  private mutating func fillRecord() throws(FlatJSONObject.Mistake) {
    var members = Array(repeating: -1, count: columns.count)
    var guess = 0
    for index in object.members.indices {
      let member = object.members[index]
      let column = try columnOf(member, from: guess)
      guess = column + 1
      if column == members.count { members.append(-1) }
      guard members[column] < 0 else {
        throw FlatJSONObject.Mistake(at: member.offset, "the key '\(columns[column])' stands twice")
      }
      members[column] = index
    }
    for index in members {
      if index >= 0 { record.bytes.append(contentsOf: object.bytes[object.members[index].value]) }
      record.ends.append(record.bytes.count)
    }
  }

  /// Looks for a key's column from a guess on: lines mostly have their keys in one order and leave some out.
  private mutating func columnOf(
    _ member: FlatJSONObject.Member, from guess: Int
  ) throws(FlatJSONObject.Mistake) -> Int {
    let key = object.bytes[member.key]
    for step in columns.indices {
      let column = (guess + step) % columns.count
      // The length first: it tells most names apart for nothing.
      if columns[column].utf8.count == key.count, columns[column].utf8.elementsEqual(key) { return column }
    }
    guard !key.isEmpty else { throw FlatJSONObject.Mistake(at: member.offset, "a key without a name") }
    guard CellRules.problem(with: key, lines: false) == nil else {
      throw FlatJSONObject.Mistake(at: member.offset, "a control character in a key")
    }
    columns.append(String(decoding: key, as: UTF8.self))
    return columns.count - 1
  }
}
