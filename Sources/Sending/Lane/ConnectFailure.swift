import CCurl

extension Outage {
  /// Why libcurl could not open a connection that we may use.
  static func connecting(
    to upstream: SMTPUpstream, code: CURLcode, explanation: String, opening: OpeningDialogue
  ) -> Outage {
    let said = opening.refusal.map { " (the server said: \($0))" } ?? ""
    func outage(_ kind: Kind, _ cause: String, isPermanent: Bool = false) -> Outage {
      Outage(kind: kind, cause: "\(upstream.name): \(cause)\(said)", isPermanent: isPermanent)
    }
    switch code {
    case CURLE_USE_SSL_FAILED:
      return outage(
        .insecure, "the server does not offer STARTTLS and plain text is not allowed", isPermanent: true)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return outage(.insecure, explanation, isPermanent: true)
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ENGINE_INITFAILED:
      return outage(.insecure, explanation)
    case CURLE_LOGIN_DENIED:
      // 454 is a passing failure (RFC 4954 section 6); everything else waits for other credentials.
      return outage(
        .authentication, "the server does not accept the credentials",
        isPermanent: opening.refusalCode / 100 != 4)
    default:
      return outage(.unreachable, explanation)
    }
  }
}
