internal import COpenSSL

/// A private key that mails are signed with; it never shows: it prints, dumps and interpolates as `<redacted>`.
package final class DKIMKey: @unchecked Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  // Unchecked: the key is written by its maker alone, and libcrypto's keys may be read by any number of threads.
  let handle: OpaquePointer

  /// How signatures with it are made.
  package let algorithm: DKIMAlgorithm
  /// Its length: the modulus of RSA, 256 of Ed25519.
  package let bits: Int

  /// Reads a key from the text of a PEM file: PKCS#8, or PKCS#1 for RSA.
  ///
  /// RSA of fewer than 1024 bits is refused, which receivers do not accept (RFC 8301 3.2); between that and 2048 is
  /// for `doctor` to say.
  package convenience init(pem: [UInt8]) throws(DKIMKeyError) {
    guard pem.count <= 1 << 20, let bio = BIO_new_mem_buf(pem, Int32(pem.count)) else { throw .notPEM }
    defer { BIO_free(bio) }
    var wasAsked: Int32 = 0
    let read = tp_read_private_key(bio, &wasAsked)
    ERR_clear_error()
    guard let read else {
      if wasAsked != 0 { throw .encrypted }
      throw DKIMKeyError(ofUnreadable: pem)
    }
    do throws(DKIMKeyError) {
      try self.init(owned: read)
    } catch {
      EVP_PKEY_free(read)
      throw error
    }
  }

  /// Takes over a key of libcrypto; where it throws, the key stays the caller's.
  init(owned handle: OpaquePointer) throws(DKIMKeyError) {
    let bits = Int(EVP_PKEY_get_bits(handle))
    switch EVP_PKEY_get_base_id(handle) {
    case EVP_PKEY_RSA:
      guard bits >= 1_024 else { throw .tooShort(bits: bits) }
      guard bits <= 8_192 else { throw .tooLong(bits: bits) }
      algorithm = .rsa
    case EVP_PKEY_ED25519: algorithm = .ed25519
    default: throw .unsupported
    }
    // A damaged modulus would sign, and no receiver would find it valid.
    let context = EVP_PKEY_CTX_new(handle, nil)
    defer { EVP_PKEY_CTX_free(context) }
    let isSound = EVP_PKEY_pairwise_check(context) == 1
    ERR_clear_error()
    guard isSound else { throw .damaged }
    self.handle = handle
    self.bits = bits
  }

  deinit { EVP_PKEY_free(handle) }

  /// What stands behind `p=` in DNS, before base64: SubjectPublicKeyInfo for RSA (RFC 6376 3.6.1), the 32 bytes of the
  /// point for Ed25519 (RFC 8463 4.2).
  package var publicKey: [UInt8] {
    switch algorithm {
    case .ed25519:
      var bytes = [UInt8](repeating: 0, count: 32)
      var count = bytes.count
      let isDone = EVP_PKEY_get_raw_public_key(handle, &bytes, &count)
      precondition(isDone == 1 && count == 32, "an Ed25519 key has a public half of 32 bytes")
      return bytes
    case .rsa:
      let count = i2d_PUBKEY(handle, nil)
      precondition(count > 0, "an RSA key has a public half")
      var bytes = [UInt8](repeating: 0, count: Int(count))
      // libcrypto writes as many bytes as it said, and moves only its own copy of the pointer.
      bytes.withUnsafeMutableBufferPointer { buffer in
        var place = buffer.baseAddress
        _ = i2d_PUBKEY(handle, &place)
      }
      return bytes
    }
  }

  package var description: String { "<redacted>" }
  package var debugDescription: String { "<redacted>" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}

/// A signing algorithm (RFC 8301 3, RFC 8463 3).
package enum DKIMAlgorithm: String, Sendable, CaseIterable {
  case rsa = "rsa-sha256"
  case ed25519 = "ed25519-sha256"

  /// The word behind `k=` in DNS.
  package var keyType: String { self == .rsa ? "rsa" : "ed25519" }
}
