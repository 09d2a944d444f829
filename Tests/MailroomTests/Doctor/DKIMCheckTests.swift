import Foundation
import Mail
import Signing
import Testing

@testable import Mailroom

struct DKIMCheckTests {
  private static let name = "s1._domainkey.acme.example"

  private func found(_ records: [String]) throws -> SenderFinding {
    var doctor = try DoctorCase()
    doctor.resolver.texts[Self.name] = records
    return try #require(doctor.complaints("dkim").first)
  }

  private func key() throws -> String {
    try #require(try DoctorCase().keyFiles.first { $0.settings.selector == "s1" }).key.record
  }

  @Test(arguments: [
    ([], "there is no record"), (["v=DKIM1; k=rsa"], "no p="), (["v=DKIM1; k=rsa; p="], "revoked"),
    (["v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="], "of type ed25519"),
    (["v=DKIM1; k=rsa; p=MIIB\" \"IjAN"], "not base64"), (["v=DKIM1; p=TUlJQklqQU4="], "another key"),
    (["v=DKIM2; p=MIIBIjAN"], "does not begin with v=DKIM1"),
    (["k=rsa; v=DKIM1; p=MIIBIjAN"], "does not begin with v=DKIM1"),
    (["hello"], "not a list of tags"), (["v=DKIM1; p=A; p=B"], "not a list of tags"),
    (["v=DKIM1; p=MIIBIjAN", "v=DKIM1; p=MIIBIjAN"], "2 records"),
  ])
  func `a record that does not fit the key is wrong, and the right one is shown`(
    records: [String], words: String
  ) throws {
    let found = try found(records)
    #expect(found.level == .wrong && found.found.contains(words), "\(found.found)")
    #expect(found.record == SenderFinding.Record(name: Self.name, value: try key()))
  }

  @Test(arguments: [("h=sha1", "sha1 only"), ("s=tlsrpt", "tlsrpt only")])
  func `a record that excludes our signatures is wrong`(tag: String, words: String) throws {
    let found = try found([try key().replacing("k=rsa", with: "k=rsa; \(tag)")])
    #expect(found.level == .wrong && found.found.contains(words))
  }

  @Test(arguments: ["h=sha1:sha256", "s=*", "s=email", "t=s", "n=note"])
  func `what else a record may say is fine`(tag: String) throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts[Self.name] = [try key().replacing("k=rsa", with: "k=rsa; \(tag)") + ";"]
    #expect(doctor.complaints("dkim").isEmpty)
  }

  @Test func `a record without its optional tags and with white space in the key fits`() throws {
    var doctor = try DoctorCase()
    let digits = try #require(try key().split(separator: "p=", maxSplits: 1).last)
    doctor.resolver.texts[Self.name] = ["p=\(digits.prefix(60)) \(digits.dropFirst(60))"]
    #expect(doctor.complaints("dkim").isEmpty)
  }

  @Test func `testing is a warning`() throws {
    let found = try found([try key().replacing("k=rsa", with: "k=rsa; t=y")])
    #expect(found.level == .warning && found.found.contains("t=y"))
  }

  @Test func `a short, an old and an open key are told`() throws {
    var doctor = try DoctorCase()
    let short = try DKIMKey(
      pem: Array(try String(contentsOfFile: DoctorCase.keys + "/rfc8463-rsa.pem", encoding: .utf8).utf8))
    doctor.keyFiles = doctor.keyFiles.prefix(1).map {
      DKIMKeyFile(
        settings: $0.settings, key: short, isReadableByOthers: true,
        modified: Timestamp(seconds: doctor.now.seconds - 400 * 86_400))
    }
    doctor.resolver.texts[Self.name] = [short.record]
    let complaints = doctor.complaints("dkim")
    #expect(complaints.map(\.level) == [.warning, .warning, .note])
    #expect(complaints[0].found.contains("1024 bits") && complaints[1].help == "chmod 600 s1.pem")
    #expect(complaints[2].found == "the key is 400 days old")
  }

  @Test func `without keys the sender is warned`() throws {
    var doctor = try DoctorCase()
    doctor.keyFiles = []
    #expect(doctor.complaints("dkim").map(\.level) == [.warning])
  }
}
