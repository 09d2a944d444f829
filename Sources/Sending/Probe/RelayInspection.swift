internal import CCurl
package import Mail

/// What a relay shows to a connection that carries no mail.
package struct RelayInspection: Sendable {
  /// Why no connection could be opened that mails may go over.
  package private(set) var outage: Outage?
  /// `TLSv1.3`; nil for plain text.
  package private(set) var tlsVersion: String?
  package private(set) var certificateExpires: Timestamp?
  package private(set) var offersSTARTTLS = false
  /// The mechanisms of AUTH in the last answer to EHLO.
  package private(set) var mechanisms: [String] = []

  /// Connects as a lane does, with TLS and AUTH, and says QUIT; blocks for at most about `patience` seconds a step.
  package init(of upstream: SMTPUpstream, patience: Int = 15) {
    guard let handle = CurlHandle() else { preconditionFailure("libcurl makes no handle") }
    let ear = Ear()
    // The ear outlives the handle: both end with this function, and the handle is used last below.
    let context = Unmanaged.passUnretained(ear).toOpaque()
    var isSet = handle.prepare(for: upstream, headers: context)
    isSet = tp_setopt_callback(handle.easy, CURLOPT_HEADERFUNCTION, Ear.hearLine) == CURLE_OK && isSet
    isSet = handle.set(CURLOPT_CONNECTTIMEOUT, patience) && isSet
    isSet = handle.set(CURLOPT_SERVER_RESPONSE_TIMEOUT, patience) && isSet
    isSet = handle.set(CURLOPT_CERTINFO, 1) && handle.set(CURLOPT_VERBOSE, 1) && isSet
    isSet = tp_setopt_pointer(handle.easy, CURLOPT_DEBUGDATA, context) == CURLE_OK && isSet
    isSet = tp_setopt_debug(handle.easy, Ear.hearRemark) == CURLE_OK && isSet
    precondition(isSet, "libcurl lacks an option")
    let code = curl_easy_perform(handle.easy)
    tlsVersion = ear.tlsVersion
    offersSTARTTLS = ear.offersSTARTTLS
    mechanisms = ear.mechanisms
    certificateExpires = Self.expiry(handle)
    if code == CURLE_OK {
      let farewell = Array("QUIT\r\n".utf8)
      var sent = 0
      _ = curl_easy_send(handle.easy, farewell, farewell.count, &sent)
    } else {
      outage = Outage.connecting(
        to: upstream, code: code, explanation: handle.explain(code), opening: ear.opening)
    }
    withExtendedLifetime((handle, ear)) {}
  }

  /// When the server's own certificate runs out, the first of the chain.
  private static func expiry(_ handle: CurlHandle) -> Timestamp? {
    var found: UnsafeMutablePointer<curl_certinfo>?
    guard tp_getinfo_certificates(handle.easy, &found) == CURLE_OK, let found, found.pointee.num_of_certs > 0
    else { return nil }
    // The list is the handle's and is read before it ends.
    var entry = found.pointee.certinfo[0]
    while let line = entry {
      let text = String(cString: line.pointee.data)
      if text.hasPrefix("Expire date:") { return certificateTime(text.dropFirst(12)) }
      entry = line.pointee.next
    }
    return nil
  }

  /// Reads `Nov 20 22:00:00 2026 GMT`, as libcrypto prints a time, or `2026-11-20 22:00:00 GMT`.
  static func certificateTime(_ text: Substring) -> Timestamp? {
    let words = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    if words.count >= 4, let month = months.firstIndex(of: String(words[0])), let day = Int(words[1]),
      let year = Int(words[3])
    {
      return time(words[2], on: CivilDate(year: year, month: month + 1, day: day))
    }
    guard words.count >= 2, let date = try? CivilDate(String(words[0])) else { return nil }
    return time(words[1], on: date)
  }

  private static func time(_ text: Substring, on date: CivilDate) -> Timestamp? {
    let parts = text.split(separator: ":").compactMap { Int64($0) }
    guard parts.count == 3 else { return nil }
    return Timestamp(
      seconds: Int64(date.daysSinceEpoch) * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2])
  }
}

/// Hears the server's lines, and libcurl's remark on TLS.
private final class Ear {
  let opening = OpeningDialogue()
  private(set) var offersSTARTTLS = false
  private(set) var mechanisms: [String] = []
  private(set) var tlsVersion: String?

  static let hearLine: tp_io_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    // Set by the inspection, which keeps the ear as long as the handle.
    let ear = Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
    ear.read(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
  }

  /// Of all that libcurl tells only its own remarks are read: data and headers may hold credentials.
  static let hearRemark: tp_debug_callback = { _, kind, bytes, count, context in
    guard kind == CURLINFO_TEXT, let bytes, let context else { return 0 }
    // As above.
    let ear = Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if text.hasPrefix("SSL connection using ") {
      ear.tlsVersion = text.dropFirst(21).split(separator: " ").first.map(String.init)
    }
    return 0
  }

  private func read(_ line: UnsafeRawBufferPointer) {
    opening.read(line: line)
    let text = String(decoding: line, as: UTF8.self).uppercased()
    guard text.hasPrefix("250"), text.utf8.count > 4 else { return }
    let words = text.dropFirst(4).split { $0 == " " || $0 == "=" || $0.isNewline }
    if words.first == "STARTTLS" { offersSTARTTLS = true }
    if words.first == "AUTH" { mechanisms = words.dropFirst().map(String.init) }
  }
}
