import Mail
import Testing

@testable import Mailroom

/// The domains, the unsubscribe page and the relay.
struct RelayCheckTests {
  @Test func `a domain that takes no mail is wrong`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.exchangers["acme.example"] = [MailExchanger(preference: 0, host: "")]
    #expect(doctor.complaints("domain").map(\.level) == [.wrong])
    doctor.resolver.exchangers["acme.example"] = [MailExchanger(preference: 10, host: "gone.example")]
    #expect(doctor.complaints("domain").first?.found.contains("gone.example") == true)
    doctor.resolver.exchangers["acme.example"] = nil
    #expect(doctor.complaints("domain").map(\.level) == [.warning])
    doctor.resolver.addresses["acme.example"] = nil
    #expect(doctor.complaints("domain").first?.found == "the domain has neither MX nor address records")
  }

  @Test func `every domain of the sender is looked at once`() throws {
    let doctor = try DoctorCase(bounces: "b@bounces.example", "reply_to: help@reply.example")
    let looked = doctor.findings.filter { $0.check == "domain" }.map(\.subject)
    #expect(
      looked == ["MX acme.example (From)", "MX bounces.example (bounces:)", "MX reply.example (reply_to:)"])
    #expect(doctor.complaints("domain").count == 2)
  }

  @Test func `an unsubscribe page without an address is wrong`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.addresses["partners.acme.example"] = nil
    #expect(doctor.complaints("unsubscribe").map(\.level) == [.wrong])
  }

  @Test(
    arguments: [
      (200, true), (204, true), (400, true), (403, true), (404, true), (410, true), (301, false),
      (302, false), (307, false),
      (405, false), (501, false), (500, false), (503, false), (nil, false),
    ] as [(Int?, Bool)])
  func `the page must answer a POST without a redirect`(status: Int?, isGood: Bool) throws {
    var doctor = try DoctorCase()
    doctor.probe.status = status
    #expect(doctor.complaints("unsubscribe").isEmpty, "not asked")
    doctor.asksPage = true
    #expect(doctor.complaints("unsubscribe").map(\.level) == (isGood ? [] : [.wrong]))
  }

  @Test func `a relay that cannot be used is wrong`() throws {
    var doctor = try DoctorCase()
    doctor.probe.facts.failure = "the certificate has expired"
    doctor.probe.facts.isInsecure = true
    let found = try #require(doctor.complaints("relay").first)
    #expect(
      found.level == .wrong && found.found == "the certificate has expired"
        && found.why?.contains("TLS") == true)
  }

  @Test(arguments: [(Int64(13), SenderFinding.Level.warning), (14, .good)])
  func `a certificate about to run out is told`(days: Int64, level: SenderFinding.Level) throws {
    var doctor = try DoctorCase()
    doctor.probe.facts.certificateExpires = Timestamp(seconds: doctor.now.seconds + days * 86_400)
    let found = doctor.findings.filter { $0.found.hasPrefix("the certificate is valid") }
    #expect(found.map(\.level) == [level] && found[0].found.contains("\(days) more days"))
  }

  @Test func `AUTH that is not offered is wrong for a sender with a user`() throws {
    var doctor = try DoctorCase()
    doctor.probe.facts.mechanisms = []
    #expect(doctor.complaints("relay").map(\.level) == [.wrong])
  }

  @Test func `plain text is a warning, save on this machine`() throws {
    var doctor = try DoctorCase()
    doctor.probe.facts.tlsVersion = nil
    #expect(doctor.complaints("relay").map(\.level) == [.warning])
    var near = try DoctorCase(relay: "127.0.0.1")
    near.probe.facts.tlsVersion = nil
    #expect(near.complaints("relay").isEmpty)
  }

  @Test func `a provider's API is looked at like a relay`() throws {
    var doctor = try DoctorCase(carrier: ["provider: postmark", "key_env: X"])
    let seen = doctor.findings.filter { $0.check == "relay" }
    #expect(seen.map(\.subject) == ["https://api.postmarkapp.com", "https://api.postmarkapp.com"])
    #expect(seen.map(\.level) == [.good, .good])
    doctor.probe.facts.failure = "the certificate has expired"
    #expect(doctor.complaints("relay").map(\.level) == [.wrong])
  }

  @Test func `a sender of folders alone has no relay to look at`() throws {
    let doctor = try DoctorCase(carrier: ["folder: Data/Outbox"])
    #expect(doctor.complaints("relay").map(\.level) == [.note])
  }
}
