import Testing

@testable import Mailroom

struct DMARCCheckTests {
  @Test func `no record is wrong, and one is shown`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["_dmarc.acme.example"] = nil
    let found = try #require(doctor.complaints("dmarc").first)
    #expect(found.level == .wrong && found.found == "there is no DMARC record")
    #expect(
      found.record
        == SenderFinding.Record(
          name: "_dmarc.acme.example", value: "v=DMARC1; p=none; rua=mailto:dmarc@acme.example"))
  }

  @Test(arguments: [
    (["v=DMARC1; p=none", "v=DMARC1; p=reject"], "2 DMARC records"), (["v=DMARC1; p=maybe"], "p=maybe"),
    (["v=DMARC1"], "no p="), (["v=DMARC1; p=none; rua=dmarc@acme.example"], "rua="),
    (["v=DMARC1; p=none; adkim=x"], "adkim=x"), (["v=DMARC1; p=none; p=none"], "not a list of tags"),
    (["v=DMARC1 p=none"], "there is no DMARC record"), (["p=none; v=DMARC1"], "there is no DMARC record"),
    (["v=dmarc1; p=none"], "there is no DMARC record"),
  ])
  func `a record that receivers pass over is wrong`(records: [String], words: String) throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["_dmarc.acme.example"] = records
    let found = try #require(doctor.complaints("dmarc").first)
    #expect(found.level == .wrong && found.found.contains(words), "\(found.found)")
  }

  @Test func `without reports that is worth a note`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["_dmarc.acme.example"] = ["v=DMARC1; p=none;"]
    #expect(doctor.complaints("dmarc").map(\.level) == [.note])
  }

  @Test func `a subdomain is under the record of its organization`() throws {
    var doctor = try DoctorCase(from: "Acme <a@news.acme.example>", bounces: "b@bounce.acme.example")
    #expect(doctor.complaints("dmarc").isEmpty)
    // Strict: neither the signature of the parent nor the bounces of a sister count.
    doctor.resolver.texts["_dmarc.acme.example"] = [
      "v=DMARC1; p=reject; adkim=s; aspf=s; rua=mailto:a@acme.example"
    ]
    let found = try #require(doctor.complaints("dmarc").first)
    #expect(found.level == .wrong && found.found.contains("(strict)"))
  }

  @Test func `bounces elsewhere leave DKIM alone to be aligned`() throws {
    var doctor = try DoctorCase(bounces: "b@bounces.other.example")
    doctor.resolver.texts["_dmarc.other.example"] = ["v=DMARC1; p=none"]
    #expect(doctor.complaints("dmarc").map(\.level) == [.note])
    doctor.keyFiles = []
    let found = try #require(doctor.complaints("dmarc").first)
    #expect(found.level == .warning && found.found.contains("not aligned"))
  }

  @Test func `without a signature SPF alone is aligned, which forwarding breaks`() throws {
    var doctor = try DoctorCase()
    doctor.keyFiles = []
    let found = try #require(doctor.complaints("dmarc").first)
    #expect(found.level == .warning && found.why?.contains("forwarding") == true)
  }

  @Test func `two customers of one public suffix are no organization`() throws {
    var resolver = TableResolver()
    resolver.texts["_dmarc.shops.example"] = ["v=DMARC1; p=reject; psd=y"]
    #expect(try !DMARCTree.areAligned("one.shops.example", "two.shops.example", isStrict: false, resolver))
    #expect(try DMARCTree.areAligned("a.one.shops.example", "one.shops.example", isStrict: false, resolver))
    resolver.texts["_dmarc.shops.example"] = ["v=DMARC1; p=reject; psd=n"]
    #expect(try DMARCTree.areAligned("one.shops.example", "two.shops.example", isStrict: false, resolver))
  }

  @Test func `a long name takes eight questions`() throws {
    let tree = try DMARCTree(of: "a.b.c.d.e.f.g.h.i.example", TableResolver())
    #expect(tree.steps.count == 8 && tree.steps[1].domain == "d.e.f.g.h.i.example")
  }
}
