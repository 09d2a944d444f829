internal import COpenSSL

/// What one worker signs with: libcrypto's contexts, made ready once, and buffers that are used again.
///
/// One worker at a time; the keys behind it are shared by all.
final class SigningHandle {
  /// The relaxed form of what is signed, and before that of the body.
  var canonical: [UInt8] = []
  var fields: [HeaderField] = []
  /// Base64 of the body's hash.
  var bodyHash: [UInt8] = []
  var coverage = SignedHeaders.Coverage()
  private let hash: Hash
  private let signatures: [Signature]
  private var digest = [UInt8](repeating: 0, count: 32)
  private var signature = [UInt8](repeating: 0, count: 1_024)
  private var encoded = [UInt8](repeating: 0, count: 1_400)

  init(keys: [DKIMKey]) {
    hash = Hash()
    signatures = keys.map(Signature.init)
    canonical.reserveCapacity(1 << 16)
  }

  /// Base64 of the SHA-256 of `canonical`.
  func encodedHash() -> ArraySlice<UInt8> {
    hash.digest(canonical, into: &digest)
    return encode(digest, count: digest.count)
  }

  /// Base64 of the signature of `canonical` by the key with this place.
  func encodedSignature(by key: Int) -> ArraySlice<UInt8> {
    hash.digest(canonical, into: &digest)
    let count = signatures[key].sign(digest, into: &signature)
    return encode(signature, count: count)
  }

  private func encode(_ bytes: [UInt8], count: Int) -> ArraySlice<UInt8> {
    let length = EVP_EncodeBlock(&encoded, bytes, Int32(count))
    return encoded[..<Int(length)]
  }
}

/// SHA-256 with its context, which is fetched once: a fetch takes a lock of the whole process.
private final class Hash {
  private let context: OpaquePointer

  init() {
    guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex2(context, EVP_sha256(), nil) == 1 else {
      preconditionFailure("libcrypto has no SHA-256")
    }
    self.context = context
  }

  deinit { EVP_MD_CTX_free(context) }

  func digest(_ bytes: [UInt8], into digest: inout [UInt8]) {
    let isDone =
      EVP_DigestInit_ex2(context, nil, nil) == 1 && EVP_DigestUpdate(context, bytes, bytes.count) == 1
      && EVP_DigestFinal_ex(context, &digest, nil) == 1
    precondition(isDone, "libcrypto does not hash")
  }
}

/// A key's signing context.
private final class Signature {
  private enum Context {
    /// For PKCS #1 v1.5 (RFC 8017 8.2): an EVP_PKEY_CTX.
    case rsa(OpaquePointer)
    /// For PureEdDSA (RFC 8032): an EVP_MD_CTX.
    case ed25519(OpaquePointer)
  }

  private let context: Context
  private let key: DKIMKey

  init(key: DKIMKey) {
    self.key = key
    switch key.algorithm {
    case .rsa:
      guard let context = EVP_PKEY_CTX_new(key.handle, nil), EVP_PKEY_sign_init(context) == 1,
        EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1,
        EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1
      else { preconditionFailure("libcrypto does not sign with RSA") }
      self.context = .rsa(context)
    case .ed25519:
      guard let context = EVP_MD_CTX_new(), EVP_DigestSignInit(context, nil, nil, nil, key.handle) == 1
      else { preconditionFailure("libcrypto does not sign with Ed25519") }
      self.context = .ed25519(context)
    }
  }

  deinit {
    switch context {
    case .rsa(let context): EVP_PKEY_CTX_free(context)
    case .ed25519(let context): EVP_MD_CTX_free(context)
    }
  }

  /// Signs a SHA-256 (RFC 6376 3.3.1, RFC 8463 3) and gives the length of the signature.
  func sign(_ digest: [UInt8], into signature: inout [UInt8]) -> Int {
    var count = signature.count
    let isDone: Bool
    switch context {
    case .rsa(let context): isDone = EVP_PKEY_sign(context, &signature, &count, digest, digest.count) == 1
    case .ed25519(let context): isDone = signOnce(context, digest, into: &signature, &count)
    }
    precondition(isDone, "libcrypto does not sign")
    return count
  }

  /// A context signs again as it is; where a later libcrypto wants it made ready before each, it is.
  private func signOnce(
    _ context: OpaquePointer, _ digest: [UInt8], into signature: inout [UInt8], _ count: inout Int
  ) -> Bool {
    if EVP_DigestSign(context, &signature, &count, digest, digest.count) == 1 { return true }
    ERR_clear_error()
    count = signature.count
    EVP_MD_CTX_reset(context)
    return EVP_DigestSignInit(context, nil, nil, nil, key.handle) == 1
      && EVP_DigestSign(context, &signature, &count, digest, digest.count) == 1
  }
}
