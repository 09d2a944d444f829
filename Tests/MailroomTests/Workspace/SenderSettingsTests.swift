import Mail
import Sending
import Settings
import Testing

@testable import Mailroom

@Suite struct SenderSettingsTests {
  /// Reads one sender; gives back what was wrong with it, too.
  private func read(_ text: String) throws -> (sender: SenderSettings?, problems: [String]) {
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let sender = document.root?.mapping().flatMap { SenderSettings("default", $0) }
    return (sender, log.problems.map { "\($0.line): \($0.message)" })
  }

  private let from = "from: Acme <partners@acme.example>\n"

  @Test func `one upstream stands among the sender's keys`() throws {
    let (sender, problems) = try read(
      from + """
        smtp: smtp://relay.example:2525
        connections: 4
        limits: {per_second: 14, per_day: 50000}
        domain_limits: {GMAIL.com: {per_minute: 20}, bücher.example: {per_hour: 5}, default: {per_second: 2}}
        client_certificate: keys/client.pem
        client_key_file: keys/client.key
        messages_per_connection: 50
        connection_age: 60
        """)
    #expect(problems.isEmpty)
    let upstream = try #require(sender?.upstreams.first)
    #expect(sender?.upstreams.count == 1)
    #expect(upstream.name == nil && upstream.weight == 1)
    #expect(upstream.limits == PaceLimits(perSecond: 14, perDay: 50_000))
    #expect(
      sender?.domainLimits
        == DomainLimits(
          named: ["gmail.com": PaceLimits(perMinute: 20), "xn--bcher-kva.example": PaceLimits(perHour: 5)],
          others: PaceLimits(perSecond: 2)))
    guard case .smtp(let smtp) = upstream.carrier else {
      Issue.record("not a relay")
      return
    }
    #expect(smtp.host == "relay.example" && smtp.port == 2_525 && smtp.connections == 4)
    #expect(smtp.clientCertificate == "keys/client.pem" && smtp.clientKeyFile == "keys/client.key")
    #expect(smtp.messagesPerConnection == 50 && smtp.connectionAge == 60)
  }

  @Test func `several upstreams stand in a list, each with its name, weight and limits`() throws {
    let (sender, problems) = try read(
      from + """
        upstreams:
          - {name: main, weight: 3, smtp: "smtps://a.example", user: acme, password_env: MAIN}
          - {name: second, smtp: "smtp://b.example", limits: {per_hour: 100}}
          - {name: reserve, weight: 0, folder: Data/Outbox}
        """)
    #expect(problems.isEmpty)
    #expect(sender?.upstreams.map(\.name) == ["main", "second", "reserve"])
    #expect(sender?.upstreams.map(\.weight) == [3, 1, 0])
    #expect(sender?.upstreams[1].limits == PaceLimits(perHour: 100))
  }

  @Test(arguments: [
    ("", "1: an upstream has exactly one of folder:, smtp: and provider:"),
    ("folder: a\nsmtp: smtp://b.example\n", "3: an upstream has exactly one of folder:, smtp: and provider:"),
    ("folder: a\nlimits: {per_second: 2}\n", "3: a folder has no limits: nobody counts its files"),
    (
      "folder: a\ndomain_limits: {gmail.com: {per_second: 2}}\n",
      "3: folders have no limits: nobody counts their files"
    ),
    ("smtp: smtp://b.example\nlimits: {}\n", "3: limits: names no limit"),
    ("smtp: smtp://b.example\nlimits: {per_second: 0}\n", "3: 0 is out of range, expected 1 to 1000000000"),
    ("smtp: smtp://b.example\nlimits: {per_sec: 2, per_day: 3}\n", "3: unknown key 'per_sec'"),
    ("smtp: smtp://b.example\ndomain_limits: {a b: {per_day: 1}}\n", "3: 'a b' is not a domain"),
    (
      "smtp: smtp://b.example\ndomain_limits: {A.example: {per_day: 1}, a.example: {per_day: 2}}\n",
      "3: 'a.example' has its limits twice"
    ),
    ("smtp: smtp://b.example\nweight: 2\n", "3: unknown key 'weight'"),
    (
      "smtp: smtp://b.example\nclient_key_file: k.pem\n",
      "3: a key needs client_certificate:, the certificate that it belongs to"
    ),
    (
      "smtp: smtp://b.example\nupstreams: [{name: a, folder: b}]\n",
      "2: a sender has upstreams: or smtp:, not both"
    ),
    ("upstreams: []\n", "2: the list has no upstream"),
    ("upstreams: [{folder: b}]\n", "2: the key 'name' is missing or empty"),
    (
      "upstreams: [{name: ../x, folder: b}]\n",
      "2: an upstream's name is up to 60 letters, digits, hyphens, dots and underscores"
    ),
    ("upstreams: [{name: a, folder: b}, {name: a, folder: c}]\n", "2: two upstreams are called 'a'"),
    (
      "upstreams: [{name: a, folder: b, weight: 0}]\n",
      "2: every upstream has weight: 0, so that none carries mail"
    ),
    ("upstreams: [{name: a, folder: b, wieght: 1}]\n", "2: unknown key 'wieght'"),
    ("upstreams: [{name: a, folder: b}]\nlimits: {per_day: 1}\n", "3: unknown key 'limits'"),
  ])
  func `a mistake is named at its place`(_ keys: String, _ problem: String) throws {
    let (_, problems) = try read(from + keys)
    #expect(problems == [problem])
  }
}
