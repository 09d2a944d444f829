import Testing

@testable import Sending

/// The POST of an unsubscribe button, against an https server of Python's on loopback.
@Suite(.timeLimit(.minutes(1))) struct OneClickPostTests {
  @Test(.enabled(if: WebPage.isThere, "skipped: python3 is missing (apt-get install python3)"))
  func `the status is told, and no redirect is followed`() throws {
    let server = try WebPage()
    let page = "https://127.0.0.1:\(server.port)"
    #expect(OneClickPost.status(of: "\(page)/u/token", authorityFile: server.certificate) == 200)
    for status in [204, 302, 307, 405, 500] {
      #expect(OneClickPost.status(of: "\(page)/\(status)", authorityFile: server.certificate) == status)
    }
    #expect(OneClickPost.status(of: "\(page)/u/token") == nil, "its certificate is nobody's")
    #expect(OneClickPost.status(of: "http://127.0.0.1:\(server.port)/u/token") == nil, "https alone is asked")
  }
}
