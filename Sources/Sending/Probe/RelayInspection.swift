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
    let security = TLSEar()
    isSet = security.listen(to: handle) && isSet
    precondition(isSet, "libcurl lacks an option")
    let code = curl_easy_perform(handle.easy)
    tlsVersion = security.version
    offersSTARTTLS = ear.offersSTARTTLS
    mechanisms = ear.mechanisms
    certificateExpires = handle.certificateExpiry
    if code == CURLE_OK {
      let farewell = Array("QUIT\r\n".utf8)
      var sent = 0
      _ = curl_easy_send(handle.easy, farewell, farewell.count, &sent)
    } else {
      outage = Outage.connecting(
        to: upstream, code: code, explanation: handle.explain(code), opening: ear.opening)
    }
    withExtendedLifetime((handle, ear, security)) {}
  }
}

/// Hears the server's lines.
private final class Ear {
  let opening = OpeningDialogue()
  private(set) var offersSTARTTLS = false
  private(set) var mechanisms: [String] = []

  static let hearLine: tp_io_callback = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    // Set by the inspection, which keeps the ear as long as the handle.
    let ear = Unmanaged<Ear>.fromOpaque(context).takeUnretainedValue()
    ear.read(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
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
