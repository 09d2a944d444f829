import Mail
import Mailroom
import Sending
import Settings
import Testing

struct ProviderSettingsTests {
  /// Reads one sender; its keys stand from line 2 on, without indentation here.
  private func read(_ keys: String) throws -> (sender: SenderSettings?, problems: [Problem]) {
    let text = "from: a@acme.example\n" + keys + "\n"
    let log = ProblemLog()
    let document = try SettingsDocument(SourceText(name: "tierpost.yaml", text: text), log: log)
    let sender = document.root?.mapping().flatMap { SenderSettings("default", $0) }
    return (sender, log.problems)
  }

  private func upstream(_ keys: String) throws -> HTTPUpstream {
    let (sender, problems) = try read(keys)
    #expect(problems.isEmpty, "\(problems)")
    guard case .provider(let settings)? = sender?.upstreams.first?.carrier else {
      throw ProviderError("the sender has no provider")
    }
    return try settings.upstream(
      reading: { source, _ in
        switch source {
        case .environment(let name): Secret("\(name)-value")
        case .file(let path): Secret("\(path)-value")
        }
      }, path: { "/workspace/\($0)" })
  }

  /// Each mistake as `line:column: message`.
  private func mistakes(_ keys: String) throws -> [String] {
    let (sender, problems) = try read(keys)
    #expect(sender == nil || !problems.isEmpty)
    return problems.map { "\($0.line):\($0.column): \($0.message)" }
  }

  @Test(arguments: [
    "provider: postmark\nkey_env: KEY", "provider: postmark\nkey_file: Data/key\nstream: broadcast",
    "provider: ses\nregion: eu-west-1\naccess_key_env: ID\nkey_env: KEY\nsession_token_env: TOKEN\nconfiguration_set: bulk",
    "provider: mailgun\nkey_env: KEY\ndomain: mg.acme.example\nregion: eu",
    "provider: resend\nkey_env: KEY\nbatch: 1",
    "provider: sendgrid\nkey_env: KEY\nregion: eu", "provider: brevo\nkey_env: KEY",
    "provider: sparkpost\nkey_env: KEY\nendpoint: https://api.eu.sparkpost.com",
    "provider: webhook\nendpoint: https://hooks.example/in\nbody: {to: \"{to_address}\"}",
  ])
  func `a provider needs few settings`(_ keys: String) throws {
    let upstream = try upstream(keys)
    #expect(upstream.version == .two)
    #expect(upstream.requests == 10)
  }

  @Test func `what every provider may have`() throws {
    let upstream = try upstream(
      """
      provider: brevo
      key_env: KEY
      endpoint: http://127.0.0.1:8025/
      http: 1.1
      connections: 3
      timeout: 20
      ca_file: ca.pem
      """)
    #expect(upstream.version == .one)
    #expect(upstream.requests == 3)
    #expect(upstream.answerTimeout == .seconds(20))
    #expect(upstream.authorityFile == "/workspace/ca.pem")
    #expect(upstream.name == "brevo http://127.0.0.1:8025")
  }

  @Test func `a webhook is described whole`() throws {
    let upstream = try upstream(
      """
      provider: webhook
      endpoint: https://hooks.example/in
      headers:
        Authorization: {text: "Bearer ", key_env: HOOK}
        Idempotency-Key: "{message_id}"
      body:
        to: ["{to}"]
        subject: "{subject}"
        count: 17
        zip: "017"
        test: false
        none: null
        headers: "{headers}"
      accepted: {path: status.code, is: queued}
      repeat_hours: 24
      """)
    #expect(upstream.provider.repeatWindow == .seconds(86_400))
    let message = Message(
      from: Mailbox(address: try EmailAddress("a@acme.example")),
      to: Mailbox(address: try EmailAddress("p@x.example")),
      subject: "Hi", text: "Hi\n", language: "en", date: Timestamp(seconds: 1_790_000_000),
      messageID: try MessageID(token: "0123456789abcdef", domain: "acme.example"))
    let envelope = Envelope(
      id: Envelope.ID(rawValue: 7), sender: message.from.address, recipient: message.to.address, bytes: [],
      parts: .message(message))
    let request = upstream.provider.request(for: [envelope])
    let body = String(decoding: request.body, as: UTF8.self)
    #expect(
      body.hasPrefix(
        #"{"to":["p@x.example"],"subject":"Hi","count":17,"zip":"017","test":false,"none":null,"headers":{"Message-ID":"#
      ))
    #expect(request.headers.first { $0.name == "Authorization" }?.value.reveal() == "Bearer HOOK-value")
    let queued = HTTPResponse(status: 200, body: Array(#"{"status":{"code":"queued"}}"#.utf8))
    let other = HTTPResponse(status: 200, body: Array(#"{"status":{"code":"dropped"}}"#.utf8))
    guard case .accepted = upstream.provider.outcome(of: queued, in: [envelope]).outcomes[0],
      case .inDoubt = upstream.provider.outcome(of: other, in: [envelope]).outcomes[0]
    else {
      Issue.record("the proof is not looked at")
      return
    }
  }

  @Test func `all mistakes are reported, each at its place`() throws {
    #expect(
      try mistakes("provider: postmrk\nkey_env: KEY") == [
        "2:11: 'postmrk' is not one of 'ses', 'postmark', 'mailgun', 'resend', 'sendgrid', 'brevo', 'sparkpost', 'webhook'"
      ])
    #expect(
      try mistakes("provider: ses\nhttp: 3\nendpoint: http://mail.example\nregon: x") == [
        "2:1: this provider needs region:", "2:1: this provider needs access_key_env: or access_key_file:",
        "2:1: this provider needs key_env: or key_file:",
        "4:11: plain http: is for this machine alone; anything else needs https:",
        "3:7: '3' is not one of '1.1', '2'", "5:1: unknown key 'regon'",
      ])
    #expect(
      try mistakes("provider: mailgun\nkey_env: K\nkey_file: F\ndomain: mg acme\nregion: mars") == [
        "4:1: the secret comes from key_env or key_file, not from both",
        "6:9: 'mars' is not one of 'us', 'eu'",
      ])
    #expect(
      try mistakes("provider: mailgun\nkey_env: K\ndomain: mg acme") == [
        "2:11: domain is no domain name in ASCII"
      ])
    #expect(
      try mistakes("provider: ses\nregion: \"eu west\"\naccess_key_env: A\nkey_env: K") == [
        "2:11: region is no region of AWS; for example eu-west-1"
      ])
    #expect(
      try mistakes("provider: resend\nkey_env: K\nbatch: 101") == [
        "4:8: 101 is out of range, expected 1 to 100"
      ])
    #expect(
      try mistakes("provider: brevo\nkey: SECRET").first == "2:1: this provider needs key_env: or key_file:")
  }

  @Test func `a webhook's mistakes are reported, each at its place`() throws {
    #expect(
      try mistakes("provider: webhook") == [
        "2:1: a webhook needs endpoint:, the address to post to", "2:1: a webhook needs body:, what to post",
      ])
    #expect(
      try mistakes(
        """
        provider: webhook
        endpoint: https://u:p@hooks.example/
        headers: {"X A": b, "X-B": {text: "c"}, "X-C": "{subjct}"}
        body: {a: "{subjet}", b: ["{to", "}"]}
        """
      ).sorted() == [
        "3:11: the address holds a user or a password",
        "4:11: a header's name has a character that is not allowed there",
        "4:28: the header needs key_env: or key_file:", "4:48: there is no place '{subjct}'",
        "5:11: there is no place '{subjet}'", "5:27: a brace stands alone", "5:34: a brace stands alone",
      ])
    #expect(
      try mistakes("provider: webhook\nendpoint: https://h.example\nbody: {}\nheaders: {Host: x}") == [
        "2:11: the header Host is written by tierpost itself"
      ])
  }

  @Test func `keys of one provider mean nothing to another`() throws {
    #expect(
      try mistakes("provider: brevo\nkey_env: K\nregion: eu\nbody: {}") == [
        "4:1: unknown key 'region'", "5:1: unknown key 'body'",
      ])
    #expect(
      try mistakes("provider: brevo\nkey_env: K\nsmtp: smtp://relay.example").first?
        .contains("exactly one of folder:, smtp: and provider:") == true)
  }

  @Test func `no problem shows a secret that was written into the file`() throws {
    for keys in [
      "provider: brevo\nkey: SECRET", "provider: ses\naccess_key: SECRET",
      "provider: ses\nsession_token: \"SECRET\"",
      "provider: webhook\nendpoint: https://user:SECRET@h.example/\nbody: {}",
      "provider: webhook\nendpoint: https://h.example\nbody: {}\nheaders: {A: {text: x, key: SECRET}}",
    ] {
      let (_, problems) = try read(keys)
      #expect(!problems.isEmpty)
      #expect(problems.allSatisfy { !"\($0)".contains("SECRET") })
      #expect(problems.contains { "\($0)".contains("<redacted>") }, "the line is shown without it")
    }
  }
}
