import CCurl

extension SMTPUpstream {
  /// What libcurl is to do about STARTTLS.
  var startTLS: curl_usessl {
    switch tls {
    case _ where scheme == .smtps: CURLUSESSL_ALL
    case .required: CURLUSESSL_ALL
    case .requiredExceptLoopback: isLoopback && !treatLoopbackAsRemote ? CURLUSESSL_NONE : CURLUSESSL_ALL
    case .allowPlainText: CURLUSESSL_TRY
    }
  }

  /// The path of the URL is what libcurl says in EHLO.
  fileprivate var urlForCurl: String {
    let name = ehloName.utf8.map { byte in
      byte == UInt8(ascii: "[") ? "%5B" : byte == UInt8(ascii: "]") ? "%5D" : String(UnicodeScalar(byte))
    }
    return self.name + "/" + name.joined()
  }
}

extension CurlHandle {
  /// Everything up to and including AUTH is libcurl's; `headers` is the `OpeningDialogue` that hears the server.
  func prepare(for upstream: SMTPUpstream, headers: UnsafeMutableRawPointer) -> Bool {
    var isSet = set(CURLOPT_URL, upstream.urlForCurl)
    isSet = set(CURLOPT_PROTOCOLS_STR, upstream.scheme.rawValue) && isSet
    isSet = set(CURLOPT_CONNECT_ONLY, 1) && isSet
    isSet = set(CURLOPT_FRESH_CONNECT, 1) && isSet
    isSet = set(CURLOPT_NOSIGNAL, 1) && isSet
    // The environment must not send mail through a proxy.
    isSet = set(CURLOPT_PROXY, "") && isSet
    isSet = set(CURLOPT_TCP_NODELAY, 1) && isSet
    isSet = set(CURLOPT_USE_SSL, Int(upstream.startTLS.rawValue)) && isSet
    isSet = set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)) && isSet
    isSet = set(CURLOPT_SSL_VERIFYPEER, 1) && isSet
    isSet = set(CURLOPT_SSL_VERIFYHOST, 2) && isSet
    // Our own deadlines come first; these keep libcurl from ending it earlier or never.
    let patience = (upstream.timeouts.connect + upstream.timeouts.command).components.seconds + 5
    isSet = set(CURLOPT_CONNECTTIMEOUT, Int(patience)) && isSet
    isSet = set(CURLOPT_SERVER_RESPONSE_TIMEOUT, Int(patience)) && isSet
    if let file = upstream.authorityFile { isSet = set(CURLOPT_CAINFO, file) && isSet }
    if let certificate = upstream.clientCertificate {
      isSet = set(CURLOPT_SSLCERTTYPE, "PEM") && isSet
      isSet = set(CURLOPT_SSLCERT, certificate.file) && isSet
      isSet = set(CURLOPT_SSLKEYTYPE, "PEM") && isSet
      isSet = set(CURLOPT_SSLKEY, certificate.keyFile ?? certificate.file) && isSet
      // Without a passphrase OpenSSL would ask the terminal for one.
      isSet = set(CURLOPT_KEYPASSWD, "") && isSet
    }
    if let credentials = upstream.credentials { isSet = prepare(credentials) && isSet }
    isSet = tp_setopt_pointer(easy, CURLOPT_HEADERDATA, headers) == CURLE_OK && isSet
    let hear: tp_io_callback = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      // Set above; the connection that owns the dialogue outlives the handle.
      let opening = Unmanaged<OpeningDialogue>.fromOpaque(context).takeUnretainedValue()
      opening.read(line: UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    return tp_setopt_callback(easy, CURLOPT_HEADERFUNCTION, hear) == CURLE_OK && isSet
  }

  private func prepare(_ credentials: SMTPUpstream.Credentials) -> Bool {
    var isSet = set(CURLOPT_USERNAME, credentials.user)
    isSet = set(CURLOPT_SASL_IR, 1) && isSet
    switch credentials.mechanism {
    case .xoauth2:
      isSet = set(CURLOPT_XOAUTH2_BEARER, credentials.password.reveal()) && isSet
      isSet = set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2") && isSet
    case .some(let mechanism):
      isSet = set(CURLOPT_PASSWORD, credentials.password.reveal()) && isSet
      isSet = set(CURLOPT_LOGIN_OPTIONS, "AUTH=\(mechanism.rawValue)") && isSet
    case nil:
      isSet = set(CURLOPT_PASSWORD, credentials.password.reveal()) && isSet
      isSet = set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN") && isSet
    }
    return isSet
  }
}
