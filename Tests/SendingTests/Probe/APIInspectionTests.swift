import Mail
import Testing

@testable import Sending

/// What is seen of a provider's API, against an https server of Python's on loopback.
@Suite(.timeLimit(.minutes(1))) struct APIInspectionTests {
  @Test(.enabled(if: WebPage.isThere, "skipped: python3 is missing (apt-get install python3)"))
  func `TLS and the certificate's last day are told, and nothing is asked of the server`() throws {
    let server = try WebPage()
    let endpoint = try HTTPEndpoint("https://127.0.0.1:\(server.port)/mail?secret=1")
    let seen = APIInspection(of: endpoint, authorityFile: server.certificate)
    #expect(seen.failure == nil && seen.tlsVersion == "TLSv1.3" && seen.certificateExpires != nil)
    let stranger = APIInspection(of: endpoint, authorityFile: nil)
    #expect(stranger.failure?.contains("certificate") == true && stranger.isInsecure)
  }

  @Test func `an address where nobody listens is told`() throws {
    let seen = APIInspection(of: try HTTPEndpoint("http://127.0.0.1:9"), authorityFile: nil)
    #expect(seen.failure != nil && !seen.isInsecure && seen.tlsVersion == nil)
  }

  @Test(
    arguments: [
      ("Nov 20 22:00:05 2026 GMT", Int64(1_795_212_005)), ("Jan  5 00:00:00 2027 GMT", 1_799_107_200),
      ("2026-11-20 22:00:05 GMT", 1_795_212_005), ("never", nil), ("", nil), ("Nov 20 22:00 2026 GMT", nil),
    ] as [(String, Int64?)])
  func `the last day of a certificate is read`(text: String, seconds: Int64?) {
    #expect(CurlHandle.certificateTime(text[...])?.seconds == seconds)
  }
}
