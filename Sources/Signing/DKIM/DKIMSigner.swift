package import Mail
internal import Synchronization

/// Signs finished messages (RFC 6376, relaxed/relaxed), with one key or several: rsa-sha256 and ed25519-sha256 stand
/// side by side.
///
/// The same message at the same date gives the same bytes. Any number of tasks may sign at once: each takes a handle
/// of its own and gives it back.
package final class DKIMSigner: Sendable {
  /// Who answers for a message, and the key behind it.
  package struct Identity: Sendable {
    /// `d=`, as A-labels in lower case.
    package let domain: String
    /// `s=`: the key's record is at SELECTOR._domainkey.DOMAIN.
    package let selector: String
    package let key: DKIMKey

    package init(domain: String, selector: String, key: DKIMKey) {
      self.domain = domain
      self.selector = selector
      self.key = key
    }

    /// Where the key's record stands in DNS.
    package var recordName: String { "\(selector)._domainkey.\(domain)" }
  }

  package let identities: [Identity]
  /// Seconds from the date of a message to `x=`; nil for a signature that does not end.
  package let lifetime: Int64?
  private let beginnings: [[UInt8]]
  private let handles = Mutex<[Pooled]>([])

  /// A handle on its way between workers.
  private struct Pooled: @unchecked Sendable {
    // Unchecked: a handle is in the pool or with one worker, never with two.
    let handle: SigningHandle
  }

  /// `identities` are in the order of their signatures; there is at least one.
  package init(_ identities: [Identity], lifetime: Int64? = nil) {
    precondition(!identities.isEmpty, "somebody signs")
    self.identities = identities
    beginnings = identities.map(SignatureField.beginning)
    self.lifetime = lifetime
  }

  /// Puts a DKIM-Signature field for each identity before a finished message: 7-bit, CRLF line ends.
  ///
  /// `date` is `t=`: the message's own date, so that every attempt has the same bytes.
  package func sign(_ message: inout [UInt8], date: Timestamp) {
    let fields = signatures(of: message, date: date)
    message.insert(contentsOf: fields, at: 0)
  }

  /// The DKIM-Signature fields, each ended by CRLF.
  package func signatures(of message: [UInt8], date: Timestamp) -> [UInt8] {
    let pooled =
      handles.withLock { $0.popLast() } ?? Pooled(handle: SigningHandle(keys: identities.map(\.key)))
    defer { handles.withLock { $0.append(pooled) } }
    // The message is read within the call alone, and stays as it is meanwhile.
    return message.withUnsafeBufferPointer { signatures(of: $0, date: date, with: pooled.handle) }
  }

  private func signatures(
    of message: UnsafeBufferPointer<UInt8>, date: Timestamp, with handle: SigningHandle
  ) -> [UInt8] {
    let body = HeaderField.read(message, into: &handle.fields)
    handle.canonical.removeAll(keepingCapacity: true)
    RelaxedBody.append(UnsafeBufferPointer(rebasing: message[body...]), to: &handle.canonical)
    handle.bodyHash.removeAll(keepingCapacity: true)
    handle.bodyHash.append(contentsOf: handle.encodedHash())
    handle.canonical.removeAll(keepingCapacity: true)
    SignedHeaders.append(of: message, handle.fields, to: &handle.canonical, &handle.coverage)
    let signed = handle.canonical.count
    var output: [UInt8] = []
    output.reserveCapacity(identities.count * 1_100)
    for place in identities.indices {
      let start = output.count
      SignatureField.append(
        beginnings[place], date: date, expires: lifetime.map { date.seconds + $0 },
        names: handle.coverage.list, bodyHash: handle.bodyHash, to: &output)
      handle.canonical.removeSubrange(signed...)
      // The array is not changed while its bytes are read.
      output.withUnsafeBufferPointer { bytes in
        let field = UnsafeBufferPointer(rebasing: bytes[start...])
        HeaderField(start: 0, colon: SignatureField.colon, end: field.count)
          .appendRelaxed(of: field, endsLine: false, to: &handle.canonical)
      }
      SignatureField.append(signature: handle.encodedSignature(by: place), to: &output)
    }
    return output
  }
}
