import Testing

@testable import Sending

@Suite struct SecretTests {
  @Test func `a secret shows nowhere`() {
    let secret = Secret("hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    let credentials = SMTPUpstream.Credentials(user: "acme", password: secret)
    dump(credentials, to: &dumped)
    for text in [
      "\(secret)", String(describing: secret), String(reflecting: secret), "\(credentials)", dumped,
    ] {
      #expect(!text.contains("hunter2"))
      #expect(text.contains("<redacted>"))
    }
    #expect(secret.reveal() == "hunter2")
  }
}
