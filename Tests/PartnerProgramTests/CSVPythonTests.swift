import Foundation
import Testing

@testable import PartnerProgram

/// What Python's csv module reads and writes, against ours.
@Suite struct CSVPythonTests {
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Random tables of nasty cells; every row has a cell that is not empty or at least two cells.
  private static func tables() -> [[[String]]] {
    let pieces = [
      "a", "\"", ",", "\r\n", "\n", "\r", "é", "日本", "", " ", "'", "\"\"", "=1+1", "\u{202e}", "\u{1f600}",
    ]
    return (0..<300).map { seed in
      var random = SeededRandom(seed: 77, stream: 4, index: seed)
      let columns = random.number(in: 2...6)
      return (0..<random.number(in: 1...6)).map { _ in
        (0..<columns).map { _ in
          (0..<random.below(5)).map { _ in random.pick(pieces) }.joined()
        }
      }
    }
  }

  private static func run(_ script: String, _ input: Data) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = ["-c", script]
    let (stdin, stdout) = (Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: input)
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return output
  }

  private static func read(_ bytes: [UInt8], chunk: Int) -> [[String]] {
    var rows: [[String]] = []
    var reader = CSVReader()
    let take: (DataRecord) -> Void = { rows.append($0.fault == nil ? $0.texts : ["fault"]) }
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      reader.read(bytes.span.extracting(start..<min(start + chunk, bytes.count)), take)
    }
    reader.finish(take)
    return rows
  }

  @Test(.enabled(if: python != nil, "python3 is not here"))
  func `we read what Python writes in every style`() throws {
    let script = """
      import csv, io, json, sys
      tables = json.load(sys.stdin)
      out = []
      for number, table in enumerate(tables):
          text = io.StringIO(newline="")
          end = ["\\r\\n", "\\n", "\\r"][number % 3]
          # With another line end than CRLF, Python leaves a lone CR or LF bare in a cell that it does not quote.
          style = csv.QUOTE_MINIMAL if end == "\\r\\n" and number % 2 else csv.QUOTE_ALL
          csv.writer(text, lineterminator=end, quoting=style).writerows(table)
          out.append(text.getvalue())
      json.dump(out, sys.stdout)
      """
    let tables = Self.tables()
    let output = try Self.run(script, try JSONEncoder().encode(tables))
    let texts = try JSONDecoder().decode([String].self, from: output)
    #expect(texts.count == tables.count)
    for (number, text) in texts.enumerated() {
      let bytes = Array(text.utf8)
      for chunk in [1, 3, 1 << 16] {
        #expect(Self.read(bytes, chunk: chunk) == tables[number], "table \(number), chunks of \(chunk)")
      }
    }
  }

  @Test(.enabled(if: python != nil, "python3 is not here"))
  func `Python reads what we write`() throws {
    let script = """
      import csv, io, json, sys
      texts = json.load(sys.stdin)
      json.dump([list(csv.reader(io.StringIO(t, newline=""), strict=True)) for t in texts], sys.stdout)
      """
    let tables = Self.tables()
    let texts = tables.map { table in
      var writer = CSVWriter(guardsFormulas: false)
      for row in table { writer.row(row) }
      return String(decoding: writer.bytes, as: UTF8.self)
    }
    let output = try Self.run(script, try JSONEncoder().encode(texts))
    #expect(try JSONDecoder().decode([[[String]]].self, from: output) == tables)
  }
}
