import Testing

@testable import PartnerProgram

/// Reads bytes in chunks of a size and gives each row's cells, or its fault.
func csvRows(_ bytes: [UInt8], chunk: Int = 1 << 16, cellLimit: Int = 1 << 20) -> [String] {
  var rows: [String] = []
  var reader = CSVReader(cellLimit: cellLimit)
  let take: (DataRecord) -> Void = { record in
    let fault = record.fault.map { "!\($0.column ?? 0) \($0.reason)" }
    rows.append("\(record.line): \(fault ?? record.texts.joined(separator: "|"))")
  }
  var start = 0
  while start < bytes.count {
    let end = min(bytes.count, start + chunk)
    reader.read(bytes.span.extracting(start..<end), take)
    start = end
  }
  reader.finish(take)
  return rows
}

@Suite struct CSVReaderTests {
  @Test(arguments: [
    (
      "crlf.csv",
      ["1: id|name", "2: P-1|a \"quoted\" name, with comma", "3: P-2|two\r\nlines", "5: P-3|after"]
    ),
    ("mark.csv", ["1: id|name", "2: P-1|with mark", "3: P-2|no line end"]),
    ("cr.csv", ["1: id|name", "2: P-1|old", "3: P-2|a\rb"]),
    (
      "stray-quote.csv",
      ["1: id|name", "2: !2 a quote within a cell that does not begin with one", "3: P-2|right"]
    ),
    (
      "after-quote.csv",
      [
        "1: id|name", "2: !2 text after a closing quote; a quote within a quoted cell is written twice",
        "3: P-2|right",
      ]
    ),
    (
      "open-quote.csv",
      [
        "1: id|name", "2: P-1|right",
        "3: !2 the quote opened in line 3 is never closed: the row reaches to the end of the file",
      ]
    ),
    ("nul.csv", ["1: id|name", "2: !2 a NUL byte", "3: !2 a NUL byte", "4: P-3|right"]),
    (
      "latin1.csv",
      ["1: id|name", "2: !2 the bytes are not UTF-8", "3: !2 the bytes are not UTF-8", "4: P-3|right"]
    ),
    ("columns.csv", ["1: id|name", "2: P-1", "3: P-2|a|b", "5: P-3|right"]),
    ("half-mark.csv", ["1: !1 the bytes are not UTF-8", "2: P-1|right"]),
  ])
  func `a file of the cases is read the same in chunks of every size`(name: String, rows: [String]) throws {
    let bytes = try caseFile(name)
    for chunk in [1, 2, 3, 5, 7, 64, 1 << 16] {
      #expect(csvRows(bytes, chunk: chunk) == rows, "chunks of \(chunk)")
    }
  }

  @Test func `a cell over the limit is a fault and the next row is right`() {
    let text =
      "id,name\nP-1,\(String(repeating: "x", count: 101))\nP-2,\"\(String(repeating: "y\n", count: 60))\"\nP-3,z\n"
    let rows = csvRows(Array(text.utf8), chunk: 16, cellLimit: 100)
    #expect(rows[1] == "2: !2 a cell of more than 100 bytes")
    #expect(rows[2] == "3: !2 a cell of more than 100 bytes")
    #expect(rows[3] == "64: P-3|z")
  }

  @Test func `a row over the limit and a row of endless columns are faults`() {
    let wide = Array(repeating: String(repeating: "x", count: 90), count: 5).joined(separator: ",")
    #expect(
      csvRows(Array((wide + "\nP\n").utf8), cellLimit: 100) == ["1: !5 a row of more than 400 bytes", "2: P"])
    let commas = String(repeating: ",", count: 5_000)
    #expect(
      csvRows(Array((commas + "\nP\n").utf8)) == ["1: !4097 more than 4096 columns", "2: P"])
  }

  @Test func `blank lines are no rows and an empty file has none`() {
    #expect(csvRows([]).isEmpty)
    #expect(csvRows(Array("\n\r\n\r\r\n".utf8)).isEmpty)
    #expect(csvRows(Array("\"\"\n,\n".utf8)) == ["1: ", "2: |"])
  }
}
