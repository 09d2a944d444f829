internal import CCurl
internal import Mail

/// Hears libcurl's remark on the TLS that a connection came to.
final class TLSEar {
  /// `TLSv1.3`; nil for plain text.
  private(set) var version: String?

  /// Before the connection; the ear must outlive the handle.
  func listen(to handle: CurlHandle) -> Bool {
    let context = Unmanaged.passUnretained(self).toOpaque()
    return handle.set(CURLOPT_CERTINFO, 1) && handle.set(CURLOPT_VERBOSE, 1)
      && tp_setopt_pointer(handle.easy, CURLOPT_DEBUGDATA, context) == CURLE_OK
      && tp_setopt_debug(handle.easy, Self.hearRemark) == CURLE_OK
  }

  /// Of all that libcurl tells only its own remarks are read: data and headers may hold credentials.
  private static let hearRemark: tp_debug_callback = { _, kind, bytes, count, context in
    guard kind == CURLINFO_TEXT, let bytes, let context else { return 0 }
    // Set above by the inspection, which keeps the ear as long as the handle.
    let ear = Unmanaged<TLSEar>.fromOpaque(context).takeUnretainedValue()
    let text = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    if text.hasPrefix("SSL connection using ") {
      ear.version = text.dropFirst(21).split(separator: " ").first.map(String.init)
    }
    return 0
  }
}

extension CurlHandle {
  /// When the server's own certificate runs out, the first of the chain; after a connection that `TLSEar` listened to.
  var certificateExpiry: Timestamp? {
    var found: UnsafeMutablePointer<curl_certinfo>?
    guard tp_getinfo_certificates(easy, &found) == CURLE_OK, let found, found.pointee.num_of_certs > 0
    else { return nil }
    // The list is the handle's and is read before it ends.
    var entry = found.pointee.certinfo[0]
    while let line = entry {
      let text = String(cString: line.pointee.data)
      if text.hasPrefix("Expire date:") { return Self.certificateTime(text.dropFirst(12)) }
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
