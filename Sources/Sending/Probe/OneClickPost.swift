internal import CCurl

/// The POST of a mail program's unsubscribe button (RFC 8058 3.2): no cookie, no redirect followed.
package enum OneClickPost {
  /// The status of the answer; nil where there was none.
  ///
  /// Blocks for at most `patience` seconds.
  package static func status(of url: String, authorityFile: String? = nil, patience: Int = 15) -> Int? {
    guard let handle = CurlHandle() else { preconditionFailure("libcurl makes no handle") }
    var isSet = handle.set(CURLOPT_URL, url)
    isSet = handle.set(CURLOPT_PROTOCOLS_STR, "https") && isSet
    isSet = handle.set(CURLOPT_PROXY, "") && handle.set(CURLOPT_NOSIGNAL, 1) && isSet
    isSet = handle.set(CURLOPT_TIMEOUT, patience) && handle.set(CURLOPT_FOLLOWLOCATION, 0) && isSet
    isSet =
      tp_setopt_string(handle.easy, CURLOPT_COPYPOSTFIELDS, "List-Unsubscribe=One-Click") == CURLE_OK && isSet
    if let authorityFile { isSet = handle.set(CURLOPT_CAINFO, authorityFile) && isSet }
    // What the page says is not read.
    let drop: tp_io_callback = { _, size, count, _ in size * count }
    isSet = tp_setopt_callback(handle.easy, CURLOPT_WRITEFUNCTION, drop) == CURLE_OK && isSet
    guard isSet, curl_easy_perform(handle.easy) == CURLE_OK else { return nil }
    var status = 0
    guard tp_getinfo_long(handle.easy, CURLINFO_RESPONSE_CODE, &status) == CURLE_OK, status > 0 else {
      return nil
    }
    return status
  }
}
