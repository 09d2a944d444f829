internal import CCurl
package import Mail

/// What a provider's API shows to a connection over which nothing is asked.
package struct APIInspection: Sendable {
  /// Why no connection could be opened that mails may go over.
  package private(set) var failure: String?
  /// Whether it was TLS that failed.
  package private(set) var isInsecure = false
  /// `TLSv1.3`; nil for plain text.
  package private(set) var tlsVersion: String?
  package private(set) var certificateExpires: Timestamp?

  /// Connects as a lane does, with TLS; blocks for at most `patience` seconds.
  package init(of endpoint: HTTPEndpoint, authorityFile: String?, patience: Int = 15) {
    guard let handle = CurlHandle() else { preconditionFailure("libcurl makes no handle") }
    let security = TLSEar()
    var isSet = handle.set(CURLOPT_URL, endpoint.name)
    isSet = handle.set(CURLOPT_PROTOCOLS_STR, "http,https") && handle.set(CURLOPT_CONNECT_ONLY, 1) && isSet
    isSet = handle.set(CURLOPT_PROXY, "") && handle.set(CURLOPT_NOSIGNAL, 1) && isSet
    isSet = handle.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) && isSet
    isSet = handle.set(CURLOPT_CONNECTTIMEOUT, patience) && handle.set(CURLOPT_TIMEOUT, patience) && isSet
    if let authorityFile { isSet = handle.set(CURLOPT_CAINFO, authorityFile) && isSet }
    isSet = security.listen(to: handle) && isSet
    precondition(isSet, "libcurl lacks an option")
    let code = curl_easy_perform(handle.easy)
    tlsVersion = security.version
    certificateExpires = handle.certificateExpiry
    if code != CURLE_OK {
      failure = handle.explain(code)
      isInsecure = code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR
    }
    withExtendedLifetime((handle, security)) {}
  }
}
