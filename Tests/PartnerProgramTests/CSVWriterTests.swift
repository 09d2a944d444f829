import Testing

@testable import PartnerProgram

@Suite struct CSVWriterTests {
  private func written(guarded: Bool = true, _ body: (inout CSVWriter) -> Void) -> String {
    var writer = CSVWriter(guardsFormulas: guarded)
    body(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `cells are quoted only where they must be`() {
    let text = written { $0.row(["plain", "a,b", "a\"b", "a\nb", "a\rb", " spaces ", ""]) }
    #expect(text == "plain,\"a,b\",\"a\"\"b\",\"a\nb\",\"a\rb\", spaces ,\r\n")
  }

  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "＋1", "－1", "＠x"])
  func `a text that a spreadsheet would run gets an apostrophe`(text: String) {
    #expect(written { $0.row([text]) } == "'\(text)\r\n")
  }

  @Test func `a guarded text with a comma is quoted outside the apostrophe`() {
    #expect(written { $0.row(["=A1,B1", "\r=1"]) } == "\"'=A1,B1\",\"'\r=1\"\r\n")
  }

  @Test func `numbers stay numbers`() {
    let text = written { writer in
      writer.cell(-5)
      writer.cell(Money(minorUnits: -123_450, currency: usd))
      writer.cell(Money(minorUnits: 5, currency: Currency(code: "KWD", exponent: 3)))
      writer.endRow()
    }
    #expect(text == "-5,-1234.50,0.005\r\n")
  }

  @Test func `a lone empty cell is no blank line`() {
    #expect(written { $0.row([""]) } == "\"\"\r\n")
    #expect(written { $0.row(["", ""]) } == ",\r\n")
  }

  @Test func `for programs nothing is guarded`() {
    #expect(written(guarded: false) { $0.row(["=1", "-2"]) } == "=1,-2\r\n")
  }
}
