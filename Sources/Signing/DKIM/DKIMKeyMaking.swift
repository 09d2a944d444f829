internal import COpenSSL

extension DKIMKey {
  /// A new key, from libcrypto's own randomness.
  ///
  /// `bits` is for RSA: 2048, 3072 or 4096.
  package static func make(_ algorithm: DKIMAlgorithm, bits: Int = 2_048) -> DKIMKey {
    precondition(algorithm == .ed25519 || (2_048...4_096).contains(bits), "an RSA key has 2048 to 4096 bits")
    let made = algorithm == .rsa ? tp_make_rsa(bits) : tp_make_ed25519()
    guard let made, let key = try? DKIMKey(owned: made) else { preconditionFailure("libcrypto makes no key") }
    return key
  }

  /// The text of a PEM file in PKCS#8, which is a secret.
  package func pem() -> SecretKey {
    guard let bio = BIO_new(BIO_s_secmem()) else { preconditionFailure("libcrypto has no memory") }
    defer { BIO_free(bio) }
    let isWritten = PEM_write_bio_PKCS8PrivateKey(bio, handle, nil, nil, 0, nil, nil)
    var start: UnsafeMutablePointer<CChar>?
    let count = tp_bio_bytes(bio, &start)
    guard isWritten == 1, let start, count > 0 else { preconditionFailure("libcrypto writes no PEM") }
    // The bytes are the BIO's and are copied before it is freed.
    return SecretKey(UnsafeRawBufferPointer(start: start, count: Int(count)).map { $0 })
  }
}
