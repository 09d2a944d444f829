internal import FoundationEssentials
internal import Testing

@testable import Mailroom

struct PreviewIndexTests {
  static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/index.html")

  static let mails = [
    previewMail(),
    previewMail(
      campaign: "advancement", id: "P-0099", name: "ليلى حداد", tier: "Elite", language: "ar",
      direction: .rightToLeft, subject: "تهانينا"),
    previewMail(id: "P-0042", name: "Lena & Co", language: "de", subject: "Ihr Oktober <neu>"),
  ]

  @Test func `the index of three mails is this page`() throws {
    let preview = WrittenPreview()
    try preview.write(Self.mails)
    #expect(try preview.text("index.html") == String(decoding: Data(contentsOf: Self.golden), as: UTF8.self))
  }

  @Test func `mails of one campaign and edition stand together`() {
    let entries = PreviewIndex.entries(of: Self.mails)
    #expect(entries.map(\.mail.partner.id) == ["P-0001", "P-0042", "P-0099"])
    #expect(entries.map(\.number) == ["001", "002", "003"])
  }

  @Test func `previous and next lead through the list`() throws {
    let preview = WrittenPreview()
    try preview.write(Self.mails)
    let middle = try preview.text("pages/002.html")
    #expect(middle.contains("href=\"../index.html#m001\" target=\"_parent\" accesskey=\"p\">Previous</a>"))
    #expect(middle.contains("href=\"../index.html#m003\" target=\"_parent\" accesskey=\"n\">Next</a>"))
    #expect(try preview.text("pages/001.html").contains("<span class=\"step\">Previous</span>"))
    #expect(try preview.text("pages/003.html").contains("<span class=\"step\">Next</span>"))
  }

  @Test func `there is no choice where all mails are alike`() throws {
    let one = PreviewIndex(program: "Acme", asOf: "", entries: PreviewIndex.entries(of: [previewMail()])).html
    #expect(!one.contains("<select"))
    let index = PreviewIndex(program: "Acme", asOf: "", entries: PreviewIndex.entries(of: Self.mails)).html
    #expect(index.contains("<option>All languages</option><option id=\"l1\">English</option>"))
    #expect(index.contains(":root:has(#l2:checked) nav :is(section,li):not(.l2){display:none}"))
  }
}
