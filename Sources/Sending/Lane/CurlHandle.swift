import CCurl

/// One libcurl easy handle: a CONNECT_ONLY connection, or a request over HTTP.
///
/// Confined to the lane's thread.
final class CurlHandle {
  /// Thread-safe in this libcurl, and done once.
  private static let isInitialised = tp_global_init() == CURLE_OK

  let easy: UnsafeMutableRawPointer
  /// libcurl writes its explanation here, at any time until cleanup.
  private let errorText: UnsafeMutablePointer<CChar>

  init?() {
    guard Self.isInitialised, let easy = curl_easy_init() else { return nil }
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    _ = tp_setopt_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
  }

  deinit {
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  /// A multi handle, to be freed with `curl_multi_cleanup`.
  static func makeMulti() -> UnsafeMutableRawPointer? { isInitialised ? curl_multi_init() : nil }

  func set(_ option: CURLoption, _ value: Int) -> Bool { tp_setopt_long(easy, option, value) == CURLE_OK }

  /// libcurl copies the text.
  func set(_ option: CURLoption, _ value: String) -> Bool {
    tp_setopt_string(easy, option, value) == CURLE_OK
  }

  /// The socket once connected.
  var socket: Int32? {
    var socket: curl_socket_t = -1
    guard tp_getinfo_socket(easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK, socket >= 0 else { return nil }
    return socket
  }

  /// Whether the TCP connection stands, though TLS or the greeting may be under way.
  var isConnected: Bool {
    var microseconds: curl_off_t = 0
    return tp_getinfo_off(easy, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK && microseconds > 0
  }

  func explain(_ code: CURLcode) -> String {
    let text = String(cString: errorText)
    return text.isEmpty ? String(cString: curl_easy_strerror(code)) : text
  }
}
