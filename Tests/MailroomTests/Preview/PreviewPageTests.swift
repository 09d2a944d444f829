internal import FoundationEssentials
internal import Signing
internal import Testing

@testable import Mailroom

struct PreviewPageTests {
  static let hostile = "<script>alert(1)</script> \"q\" 'a' & \u{202E}txt.exe\r\nBcc: {{7*7}}"
  static let hostileInHTML =
    "&lt;script&gt;alert(1)&lt;/script&gt; &quot;q&quot; &#39;a&#39; &amp; ⟨U+202E⟩txt.exe⟨U+000D⟩⟨U+000A⟩Bcc: {{7*7}}"

  @Test func `text of the data is escaped everywhere`() throws {
    let preview = WrittenPreview()
    let mail = previewMail(
      campaign: Self.hostile, edition: Self.hostile, id: Self.hostile, name: Self.hostile, tier: Self.hostile,
      language: Self.hostile, subject: Self.hostile, preheader: Self.hostile, from: Self.hostile,
      text: Self.hostile, fileName: Self.hostile)
    let other = previewMail(tier: "</style><script>", language: "</style>")
    try preview.write([mail, other], program: Self.hostile)
    let page = try preview.text("pages/001.html")
    // Title twice (subject and name), lang four times and once as a fact, heading, two inboxes, list of facts.
    #expect(page.components(separatedBy: Self.hostileInHTML).count > 14)
    let index = try preview.text("index.html")
    #expect(index.contains("<bdi>\(Self.hostileInHTML)</bdi>"))
    for html in [page, index] {
      let lower = html.lowercased()
      #expect(!lower.contains("<script"))
      #expect(!lower.contains("javascript:"))
      #expect(!html.unicodeScalars.contains("\u{202E}"))
      #expect(!html.unicodeScalars.contains("\r"))
      #expect(lower.components(separatedBy: "</style>").count == 2)
    }
    #expect(page.contains("&amp; ⟨U+202E⟩txt.exe\nBcc: {{7*7}}</pre>"))
  }

  @Test func `the policy allows only the style that is there and pages of the same place`() throws {
    let preview = WrittenPreview()
    try preview.write([previewMail(), previewMail(tier: "Elite", language: "de")])
    let expected = [
      ("index.html", "frame-src 'self' file:; object-src 'self' file:"),
      ("pages/002.html", "frame-src 'self' file:"),
    ]
    for (name, embeds) in expected {
      let html = try preview.text(name)
      let style = try #require(html.between("<style>", "</style>"))
      let digest = Data(sha256(Array(style.utf8))).base64EncodedString()
      let policy = try #require(html.between("http-equiv=\"Content-Security-Policy\" content=\"", "\">"))
      #expect(
        policy
          == "default-src 'none'; style-src 'sha256-\(digest)'; \(embeds); base-uri 'none'; form-action 'none'"
      )
      // The policy comes before anything it must rule.
      #expect(
        html.hasPrefix(
          "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv"))
      for forbidden in [
        "<script", " onclick", " onload", " style=", "http://", "https://", "@import", "url(",
      ] {
        #expect(!html.contains(forbidden), "\(forbidden) in \(name)")
      }
    }
  }

  @Test func `a mail is shown byte for byte in frames that may do nothing`() throws {
    let preview = WrittenPreview()
    let html = Array("<p>\r\n<script>alert(1)</script>".utf8) + [0xFF, 0x00, 0xE2, 0x80, 0xAE]
    try preview.write([previewMail(html: html)])
    #expect(try preview.bytes("mails/001.html") == html)
    let page = try preview.text("pages/001.html")
    #expect(page.components(separatedBy: "<iframe sandbox src=\"../mails/001.html\" ").count == 3)
    #expect(page.components(separatedBy: "<iframe").count == 3)
    #expect(!page.contains("allow-"))
  }

  @Test func `right-to-left mails are marked and set in their direction`() throws {
    let preview = WrittenPreview()
    try preview.write([
      previewMail(language: "ar", direction: .rightToLeft, subject: "نتيجتكم", text: "مرحبا\n")
    ])
    let index = try preview.text("index.html")
    #expect(index.contains("<b lang=\"ar\" dir=\"rtl\">نتيجتكم</b>"))
    #expect(index.contains("<em>Arabic</em><i>RTL</i>"))
    let page = try preview.text("pages/001.html")
    #expect(page.contains("<pre lang=\"ar\" dir=\"rtl\" tabindex=\"0\">\nمرحبا\n</pre>"))
    #expect(page.contains("<dd>Arabic <span class=\"soft\">ar</span> <span class=\"badge\">RTL</span></dd>"))
  }

  @Test(arguments: [
    (90 * 1024, "ok", "90.0 KB", "of 102 KB Gmail shows"),
    (90 * 1024 + 1, "near", "90.0 KB", "near 102 KB, where Gmail cuts off"),
    (102 * 1024, "near", "102.0 KB", "near 102 KB, where Gmail cuts off"),
    (102 * 1024 + 1, "over", "102.0 KB", "over 102 KB: Gmail cuts off the rest"),
  ])
  func `the HTML part is measured against Gmail's limit`(
    _ bytes: Int, _ level: String, _ size: String, _ verdict: String
  ) {
    let facts = MailFacts(mail: previewMail(html: [UInt8](repeating: 0x20, count: bytes))).html
    #expect(facts.contains("<dd class=\"\(level)\">\(size) <span class=\"verdict\">\(verdict)</span>"))
  }

  @Test func `hundreds of mails with long subjects make an index below 200 KB`() throws {
    let mails = (0..<300).map { number in
      previewMail(
        edition: "step-\(number / 100)", id: "P-\(number)", name: "Partnership of a Long Name No. \(number)",
        language: ["en", "de", "ja", "ar"][number % 4],
        subject: String(repeating: "Ihr Ergebnis im Oktober ", count: 10))
    }
    let index = PreviewIndex(program: "Acme", asOf: "", entries: PreviewIndex.entries(of: mails)).html
    #expect(index.utf8.count < 200_000)
    let clipped = index.components(separatedBy: "Ihr Ergebnis im Oktob…</b>").count - 1
    let pages = index.components(separatedBy: "<object ").count - 1
    #expect([clipped, pages] == [300, 300])
  }

  @Test func `no mail at all is said`() throws {
    let preview = WrittenPreview()
    try preview.write([])
    #expect(try preview.text("index.html").contains("There is no mail to show."))
  }
}

extension String {
  /// The first text between two marks.
  fileprivate func between(_ start: String, _ end: String) -> String? {
    let rest = components(separatedBy: start).dropFirst().first
    return rest?.components(separatedBy: end).first
  }
}
