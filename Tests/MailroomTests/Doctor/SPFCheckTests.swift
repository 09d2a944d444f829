import Testing

@testable import Mailroom

struct SPFCheckTests {
  @Test func `a sender with everything right has nothing to complain about`() throws {
    let doctor = try DoctorCase()
    #expect(doctor.findings.filter { $0.level != .good }.isEmpty)
    #expect(Set(doctor.findings.map(\.check)) == ["domain", "spf", "dkim", "dmarc", "unsubscribe", "relay"])
  }

  @Test func `no record is wrong, and the one to publish names the relay`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = ["google-site-verification=x", "v=spf10 +all"]
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .wrong && found.found == "there is no SPF record")
    #expect(
      found.record == SenderFinding.Record(name: "acme.example", value: "v=spf1 a:smtp.relay.example ~all"))
  }

  @Test(arguments: [
    ("email-smtp.eu-west-1.amazonaws.com", "include:amazonses.com"),
    ("smtp.sendgrid.net", "include:sendgrid.net"),
    ("smtp-relay.gmail.com", "include:_spf.google.com"), ("192.0.2.77", "ip4:192.0.2.77"),
    ("notsendgrid.net", "a:notsendgrid.net"),
  ])
  func `the record to publish has what the provider asks for`(relay: String, term: String) throws {
    var doctor = try DoctorCase(relay: relay)
    doctor.resolver.texts["acme.example"] = nil
    #expect(doctor.complaints("spf").first?.record?.value == "v=spf1 \(term) ~all")
  }

  @Test func `a provider's term is suggested where the record lacks it`() throws {
    var doctor = try DoctorCase(carrier: ["provider: postmark", "key_env: X"])
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .note && found.found.hasPrefix("include:spf.mtasv.net is not in the record"))
    #expect(found.record?.value == "v=spf1 include:relay.example include:spf.mtasv.net ~all")
    doctor.resolver.texts["acme.example"] = ["v=spf1 include:relay.example include:SPF.mtasv.net ~all"]
    doctor.resolver.texts["spf.mtasv.net"] = ["v=spf1 ip4:192.0.2.0/24 ~all"]
    #expect(doctor.complaints("spf").isEmpty)
  }

  @Test(arguments: [
    ("v=spf1 ipv4:192.0.2.0/24 ~all", "'ipv4:192.0.2.0/24'"),
    ("v=spf1 ip4:192.0.2.300 ~all", "is not an IPv4 network"),
    ("v=spf1 ip4:192.0.2.0/33 ~all", "is not an IPv4 network"),
    ("v=spf1 ip6:192.0.2.1 ~all", "is not an IPv6 network"),
    ("v=spf1 include: ~all", "names no domain"), ("v=spf1 all:x", "takes no value"),
    ("v=spf1 a/33 ~all", "network lengths"), ("v=spf1 redirect=a.example redirect=b.example", "stands twice"),
    ("v=spf1 include:nothing.example ~all", "includes nothing.example, which has no SPF record"),
    ("v=spf1 include:acme.example ~all", "refers to itself"),
    ("v=spf1 include:two.example ~all", "2 SPF records"),
    ("v=spf1 redirect=nothing.example", "redirects to nothing.example, which has no SPF record"),
    ("v=spf1, include:relay.example ~all", "no SPF record"),
  ])
  func `a record that receivers cannot read is wrong`(record: String, words: String) throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [record]
    doctor.resolver.texts["two.example"] = ["v=spf1 ~all", "v=spf1 -all"]
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .wrong && found.found.contains(words), "\(found.found)")
  }

  @Test func `without a relay elsewhere no record is made up`() throws {
    var doctor = try DoctorCase(relay: "127.0.0.1")
    doctor.resolver.texts["acme.example"] = nil
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .wrong && found.record == nil && found.help?.contains("servers") == true)
  }

  @Test func `two records are wrong, and one is made of them`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [
      "v=spf1 include:relay.example ~all", "v=spf1 ip4:192.0.2.9 -all",
    ]
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .wrong && found.found.contains("2 SPF records"))
    #expect(found.record?.value == "v=spf1 include:relay.example ip4:192.0.2.9 ~all")
  }

  @Test(arguments: [9, 10])
  func `ten look-ups are allowed, an eleventh is not`(includes: Int) throws {
    var doctor = try DoctorCase()
    let names = (0..<includes).map { "include:s\($0).example" }
    // One more for relay.example.
    doctor.resolver.texts["acme.example"] = [
      "v=spf1 \(names.joined(separator: " ")) include:relay.example ~all"
    ]
    for number in 0..<includes {
      doctor.resolver.texts["s\(number).example"] = ["v=spf1 ip4:198.51.100.1 ~all"]
    }
    let complaints = doctor.complaints("spf")
    #expect(complaints.isEmpty == (includes == 9))
    if includes == 10 {
      #expect(complaints[0].level == .wrong && complaints[0].found.contains("11 DNS look-ups"))
    }
  }

  @Test func `look-ups behind includes and redirects count too`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [
      "v=spf1 include:one.example include:relay.example redirect=two.example"
    ]
    doctor.resolver.texts["one.example"] = ["v=spf1 a mx a:x.example exists:y.example -all"]
    doctor.resolver.texts["two.example"] = ["v=spf1 a mx ptr a:z.example -all"]
    #expect(doctor.complaints("spf").first?.found.contains("11 DNS look-ups") == true)
  }

  @Test func `names that do not exist are counted`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [
      "v=spf1 a:x.example a:y.example a:z.example include:relay.example ~all"
    ]
    let found = try #require(doctor.complaints("spf").first)
    #expect(found.level == .warning && found.found.hasPrefix("3 names"))
  }

  @Test(arguments: ["v=spf1 +all", "v=spf1 include:relay.example all"])
  func `a record that lets anyone send is wrong`(record: String) throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [record]
    #expect(doctor.complaints("spf").contains { $0.level == .wrong && $0.found.contains("anyone") })
  }

  @Test(arguments: [
    ("v=spf1 ip4:192.0.2.0/29 ~all", true), ("v=spf1 ip4:192.0.2.0/30 ~all", false),
    ("v=spf1 ip6:2001:db8::/64 -all", true),
    ("v=spf1 mx/24 ~all", true), ("v=spf1 mx ~all", false), ("v=spf1 a/24 ~all", true),
    ("v=spf1 a:smtp.relay.example -all", true), ("v=spf1 redirect=relay.example", true),
    ("v=spf1 -include:relay.example ~all", false), ("v=spf1 ?all", false),
    ("v=spf1 exists:%{i}.relay.example ~all", true),
  ])
  func `whether the relay's own addresses are covered is found out`(record: String, isCovered: Bool) throws {
    var doctor = try DoctorCase()
    doctor.resolver.texts["acme.example"] = [record]
    let complaints = doctor.complaints("spf")
    #expect(complaints.isEmpty == isCovered, "\(complaints)")
    if !isCovered {
      #expect(complaints[0].level == .warning)
      let expected = record.split(separator: " ").dropLast().joined(separator: " ") + " a:smtp.relay.example "
      #expect(complaints[0].record?.value.hasPrefix(expected) == true)
    }
  }

  @Test func `a name server that does not answer says nothing about the domain`() throws {
    var doctor = try DoctorCase()
    doctor.resolver.failing = ["relay.example"]
    #expect(doctor.complaints("spf").map(\.level) == [.unknown])
    #expect(doctor.complaints("dkim").isEmpty && doctor.complaints("dmarc").isEmpty)
  }

  @Test(
    arguments: [
      ("192.0.2.1", [192, 0, 2, 1]), ("::", Array(repeating: UInt8(0), count: 16)), ("1.2.3", nil),
      ("01.2.3.4", nil),
      ("1.2.3.4.5", nil), ("256.1.1.1", nil), (":::", nil), ("1::2::3", nil), ("::g", nil),
      ("1:2:3:4:5:6:7:8:9", nil),
      ("::ffff:192.0.2.1", Array(repeating: UInt8(0), count: 10) + [255, 255, 192, 0, 2, 1]),
      ("2001:db8::1", [0x20, 1, 0x0D, 0xB8] + Array(repeating: UInt8(0), count: 11) + [1]), ("+1::", nil),
    ] as [(String, [UInt8]?)])
  func `an address is read`(text: String, bytes: [UInt8]?) { #expect(IPAddress(text)?.bytes == bytes) }
}
