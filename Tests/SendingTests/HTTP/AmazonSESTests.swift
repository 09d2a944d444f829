import Foundation
import Mail
import TestSupport
import Testing

@testable import Sending

struct AmazonSESTests {
  @Test(.enabled(if: Python.has("moto.server"), "\(Python.motoReason)"))
  func `messages reach SES byte for byte, once each`() async throws {
    let moto = try await MotoServer()
    defer { moto.stop() }
    try moto.verify("acme.example")
    let provider = try AmazonSESProvider(.sample("http://127.0.0.1:\(moto.port)"))
    let transport = HTTPTransport(upstream: HTTPUpstream(provider: provider))
    let batch = Envelope.letters(40)
    let deliveries = await transport.deliver(batch, starting: { _ in })
    #expect(deliveries.count("accepted") == 40)
    #expect(transport.health == .ready)
    await transport.close()
    let sent = try moto.messages()
    #expect(sent.count == 40)
    #expect(Set(sent.map(\.recipient)) == Set(batch.map(\.recipient.description)))
    #expect(Set(sent.map { Array($0.message.utf8) }) == Set(batch.map(\.bytes)))
  }

  @Test(.enabled(if: Python.has("moto.server"), "\(Python.motoReason)"))
  func `a sender that SES has not verified is refused, message by message`() async throws {
    let moto = try await MotoServer()
    defer { moto.stop() }
    let provider = try AmazonSESProvider(.sample("http://127.0.0.1:\(moto.port)"))
    let transport = HTTPTransport(upstream: HTTPUpstream(provider: provider))
    let deliveries = await transport.deliver(Envelope.letters(2), starting: { _ in })
    #expect(deliveries.count("refused") == 2)
    #expect(deliveries.allSatisfy { $0.outcome.reply.status.category == 5 })
    await transport.close()
  }

  /// botocore signs the request that arrived once more, with the same key and time.
  @Test(
    .enabled(if: Python.has("botocore"), "\(Python.botocoreReason)"),
    .enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"), arguments: [nil, "TOKEN/with+signs=="])
  func `the signature is the one that botocore makes`(sessionToken: String?) async throws {
    let (deliveries, requests, _) = try await handOver(
      [HTTPServer.Move(body: #"{"MessageId":"m"}"#)], [.letter(1)],
      provider: {
        try AmazonSESProvider(.sample($0) { $0.secrets["session_token"] = sessionToken.map { Secret($0) } })
      })
    #expect(deliveries.kinds == ["accepted"])
    #expect(requests.map(\.method) == ["GET", "POST"])
    for request in requests {
      let authorization = try #require(request.headers["authorization"])
      let again = try Self.authorization(
        for: request, url: "https://\(try #require(request.headers["host"] ?? request.headers[":authority"]))"
      )
      #expect(authorization == again)
      #expect(request.headers["x-amz-security-token"] == sessionToken)
    }
  }

  private static func authorization(for request: HTTPServer.Request, url: String) throws -> String {
    let authorization = request.headers["authorization"] ?? ""
    let signed = authorization.components(separatedBy: "SignedHeaders=").last?.prefix { $0 != "," } ?? ""
    var headers = request.headers.filter { signed.split(separator: ";").contains($0.key[...]) }
    headers["x-amz-date"] = request.headers["x-amz-date"]
    let json = String(decoding: try JSONEncoder().encode(headers), as: UTF8.self)
    let program = """
      import base64, datetime, json, sys
      import botocore.auth, botocore.awsrequest, botocore.credentials
      method, url, headers, body, token = sys.argv[1:6]
      headers = json.loads(headers)
      stamp = headers["x-amz-date"]
      credentials = botocore.credentials.Credentials("AKIDEXAMPLE", "SECRET-canary", token or None)
      request = botocore.awsrequest.AWSRequest(method=method, url=url, data=base64.b64decode(body), headers=headers)
      auth = botocore.auth.SigV4Auth(credentials, "ses", "eu-west-1")
      request.context["timestamp"] = stamp
      canonical = auth.canonical_request(request)
      string = auth.string_to_sign(request, canonical)
      signature = auth.signature(string, request)
      names = auth.signed_headers(auth.headers_to_sign(request))
      print("AWS4-HMAC-SHA256 Credential=%s, SignedHeaders=%s, Signature=%s"
          % (auth.scope(request), names, signature), end="")
      """
    return try Python.run(
      program,
      [
        request.method, url + request.path, json, request.body.base64EncodedString(),
        request.headers["x-amz-security-token"] ?? "",
      ])
  }

  @Test(.enabled(if: HTTPServer.isAvailable, "\(HTTPServer.reason)"))
  func `the pace of the account holds, and nothing is sent beyond its quota`() async throws {
    let quota = SendQuota(perSecond: 50, left: 20)
    let clock = ContinuousClock.now
    let (deliveries, requests, health) = try await handOver(
      [HTTPServer.Move(body: #"{"MessageId":"m"}"#)], Envelope.letters(30),
      provider: { QuotaProvider(base: try AmazonSESProvider(.sample($0)), quota: quota) })
    #expect(deliveries.count("accepted") == 20)
    #expect(deliveries.count("deferred") == 10)
    #expect(requests.posts.count == 20)
    #expect(ContinuousClock.now - clock >= .milliseconds(19 * 20))
    guard case .unavailable(let outage) = health else {
      return #expect(Bool(false), "the transport is ready")
    }
    #expect(outage.kind == .quota)
  }

  @Test func `the quota is read from the account`() throws {
    let provider = try AmazonSESProvider(.sample())
    func quota(_ body: String, status: Int = 200) -> SendQuota? {
      provider.quota(in: HTTPResponse(status: status, body: Array(body.utf8)))
    }
    #expect(
      quota(#"{"SendQuota":{"Max24HourSend":50000.0,"MaxSendRate":14.0,"SentLast24Hours":49990.0}}"#)
        == SendQuota(perSecond: 14, left: 10))
    #expect(
      quota(#"{"SendQuota":{"Max24HourSend":-1,"MaxSendRate":1e3,"SentLast24Hours":5}}"#)
        == SendQuota(perSecond: 1000, left: nil))
    #expect(
      quota(#"{"SendQuota":{"Max24HourSend":200,"SentLast24Hours":300}}"#)
        == SendQuota(perSecond: nil, left: 0))
    #expect(quota("{}") == nil)
    #expect(quota("<html>", status: 404) == nil)
  }
}

/// Another provider that says a quota of one's choice, whatever the server answers.
private struct QuotaProvider: Provider {
  static let name = "quota"
  let base: AmazonSESProvider
  let quota: SendQuota
  var endpoint: HTTPEndpoint { base.endpoint }
  var limits: RequestLimits { base.limits }
  var needs: EnvelopeForm { base.needs }
  var quotaRequest: HTTPRequest? { base.quotaRequest }

  init(base: AmazonSESProvider, quota: SendQuota) {
    self.base = base
    self.quota = quota
  }

  init(_ values: ProviderValues) throws(ProviderError) { throw ProviderError("made by a test alone") }

  func request(for batch: [Envelope]) -> HTTPRequest { base.request(for: batch) }
  func outcome(of response: HTTPResponse, in batch: [Envelope]) -> ProviderAnswer {
    base.outcome(of: response, in: batch)
  }
  func quota(in response: HTTPResponse) -> SendQuota? { quota }
}
