import CCurl

/// One request under way in libcurl, and what has come back of its answer.
///
/// Confined to the lane's thread, callbacks too: libcurl calls them from within `curl_multi_perform`.
final class HTTPTransfer {
  let curl: CurlHandle
  /// Nil for the question about the quota.
  let work: HTTPWork?
  private let isSecure: Bool
  private let body: UnsafeMutableRawBufferPointer
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var status = 0
  private var headers: [(name: String, value: String)] = []
  private var answer: [UInt8] = []
  /// How often libcurl was about to send the request.
  private var beginnings = 0
  /// Tells the ledger, right before the request goes out on a connection that stands.
  private let starting: () throws -> Void
  /// What the ledger could not note: then nothing was sent.
  private(set) var startFailure: (any Error)?
  /// A plain-text connection led to another machine.
  private(set) var leftMachine = false

  /// Larger answers are not read.
  private static let longestAnswer = 8 << 20
  private static let mostHeaders = 200

  init?(
    _ request: HTTPRequest, to upstream: HTTPUpstream, for work: HTTPWork?,
    starting: @escaping () throws -> Void = {}
  ) {
    guard let curl = CurlHandle() else { return nil }
    self.curl = curl
    self.work = work
    self.starting = starting
    isSecure = upstream.provider.endpoint.isSecure
    body = .allocate(byteCount: max(1, request.body.count), alignment: 1)
    body.copyBytes(from: request.body)
    guard prepare(request, upstream), prepareCallbacks() else { return nil }
  }

  deinit {
    curl_slist_free_all(headerList)
    body.deallocate()
  }

  /// The answer, once libcurl says that it is whole.
  var response: HTTPResponse { HTTPResponse(status: status, headers: headers, body: answer) }

  /// Whether the ledger was told that it goes out.
  var hasBegun: Bool { beginnings > 0 && !leftMachine && startFailure == nil }

  /// Whether the provider cannot have the whole request: none of it went out, or not all.
  ///
  /// libcurl counts a byte before it leaves, so a count that is short is certain; a request that libcurl wanted to send
  /// again by itself may have arrived the first time.
  var cannotHaveArrived: Bool {
    guard beginnings > 0, !leftMachine, startFailure == nil else { return true }
    guard beginnings == 1, body.count > 1 else { return false }
    var sent: curl_off_t = 0
    guard tp_getinfo_off(curl.easy, CURLINFO_SIZE_UPLOAD_T, &sent) == CURLE_OK else { return false }
    return sent > 0 && sent < body.count
  }

  private func prepare(_ request: HTTPRequest, _ upstream: HTTPUpstream) -> Bool {
    let endpoint = upstream.provider.endpoint
    var isSet = curl.set(CURLOPT_URL, endpoint.url(request.path))
    // Nothing else, and no redirect to anything else.
    isSet = curl.set(CURLOPT_PROTOCOLS_STR, endpoint.isSecure ? "https" : "http") && isSet
    isSet = curl.set(CURLOPT_FOLLOWLOCATION, 0) && isSet
    isSet = curl.set(CURLOPT_NOSIGNAL, 1) && isSet
    // The environment must not send mail through a proxy.
    isSet = curl.set(CURLOPT_PROXY, "") && isSet
    isSet = curl.set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) && isSet
    isSet = curl.set(CURLOPT_SSL_VERIFYPEER, 1) && isSet
    isSet = curl.set(CURLOPT_SSL_VERIFYHOST, 2) && isSet
    if let file = upstream.authorityFile { isSet = curl.set(CURLOPT_CAINFO, file) && isSet }
    let version =
      upstream.version == .two && endpoint.isSecure ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1
    isSet = curl.set(CURLOPT_HTTP_VERSION, Int(version)) && isSet
    isSet = curl.set(CURLOPT_PIPEWAIT, version == CURL_HTTP_VERSION_2TLS ? 1 : 0) && isSet
    // Connections that may be about to be closed by the other side are not used again.
    isSet = curl.set(CURLOPT_MAXAGE_CONN, 15) && isSet
    let (connect, answer) = (upstream.connectTimeout, upstream.answerTimeout)
    isSet = curl.set(CURLOPT_CONNECTTIMEOUT_MS, connect.milliseconds) && isSet
    isSet = curl.set(CURLOPT_TIMEOUT_MS, (connect + answer).milliseconds) && isSet
    isSet = curl.set(CURLOPT_USERAGENT, "tierpost") && isSet
    if let signature = request.signature {
      let scope = "aws:amz:\(signature.region):\(signature.service)"
      isSet = curl.set(CURLOPT_AWS_SIGV4, scope) && isSet
      isSet = curl.set(CURLOPT_USERNAME, signature.accessKey) && isSet
      isSet = curl.set(CURLOPT_PASSWORD, signature.secretKey.reveal()) && isSet
    }
    if request.method == .post {
      isSet = curl.set(CURLOPT_POST, 1) && isSet
      isSet =
        tp_setopt_off(curl.easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)) == CURLE_OK
        && isSet
      // Not copied: the buffer lives as long as this transfer.
      isSet = tp_setopt_pointer(curl.easy, CURLOPT_POSTFIELDS, body.baseAddress) == CURLE_OK && isSet
    }
    for header in request.headers { isSet = append("\(header.name): \(header.value.reveal())") && isSet }
    // Large bodies go out at once. libcurl would sign the line that takes the header away, though it is never sent.
    if request.signature == nil { isSet = append("Expect:") && isSet }
    isSet = curl.set(CURLOPT_EXPECT_100_TIMEOUT_MS, 100) && isSet
    return tp_setopt_list(curl.easy, CURLOPT_HTTPHEADER, headerList) == CURLE_OK && isSet
  }

  private func append(_ line: String) -> Bool {
    guard let list = curl_slist_append(headerList, line) else { return false }
    headerList = list
    return true
  }

  private func prepareCallbacks() -> Bool {
    // The lane keeps the transfer until libcurl has given the handle back.
    let context = Unmanaged.passUnretained(self).toOpaque()
    var isSet = true
    for option in [CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_PREREQDATA] {
      isSet = tp_setopt_pointer(curl.easy, option, context) == CURLE_OK && isSet
    }
    let write: tp_io_callback = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    let hear: tp_io_callback = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
      transfer.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    let begin: tp_begin_callback = { context, address, _, _, _ in
      guard let context else { return CURL_PREREQFUNC_ABORT }
      let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.mayBegin(at: address.map { String(cString: $0) } ?? "")
        ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }
    isSet = tp_setopt_callback(curl.easy, CURLOPT_WRITEFUNCTION, write) == CURLE_OK && isSet
    isSet = tp_setopt_callback(curl.easy, CURLOPT_HEADERFUNCTION, hear) == CURLE_OK && isSet
    return tp_setopt_begin(curl.easy, begin) == CURLE_OK && isSet
  }

  /// Asked each time before libcurl sends the request.
  ///
  /// A second time is libcurl's own repetition on a fresh connection, when a used one was closed without an answer: the
  /// provider may have the request by then, so it must not go out again unseen.
  private func mayBegin(at address: String) -> Bool {
    beginnings += 1
    if !isSecure, !HTTPEndpoint.isLoopback(address: address) {
      leftMachine = true
      return false
    }
    guard beginnings == 1 else { return false }
    do {
      try starting()
      return true
    } catch {
      startFailure = error
      return false
    }
  }

  private func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard answer.count + bytes.count <= Self.longestAnswer else { return 0 }
    answer.append(contentsOf: bytes)
    return bytes.count
  }

  private func takeHeader(_ line: UnsafeRawBufferPointer) {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      // An interim answer (1xx) has headers of its own.
      headers = []
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
    } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), headers.count < Self.mostHeaders {
      let value = text[colon...].utf8.dropFirst().drop { $0 <= 0x20 }
      let end = value.lastIndex { $0 > 0x20 }.map { value.index(after: $0) } ?? value.startIndex
      headers.append((text[..<colon].lowercased(), String(decoding: value[..<end], as: UTF8.self)))
    }
  }
}

extension Duration {
  /// Whole milliseconds, at least one.
  var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
