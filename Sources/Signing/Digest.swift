import COpenSSL

/// The algorithm, looked up once: libcrypto does it again for every digest otherwise.
private enum SHA256 {
  // Made once and never changed; libcrypto counts its users by itself.
  nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)
}

/// SHA-256 of the bytes (FIPS 180-4), 32 bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  let isDone = EVP_Digest(bytes, bytes.count, &digest, nil, SHA256.algorithm, nil)
  precondition(isDone == 1, "libcrypto has no SHA-256")
  return digest
}

/// SHA-256 of the pieces one after the other, which are not put together for it.
package func sha256(pieces: [UInt8]...) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  let context = EVP_MD_CTX_new()
  defer { EVP_MD_CTX_free(context) }
  var isDone = EVP_DigestInit_ex(context, SHA256.algorithm, nil) == 1
  for piece in pieces { isDone = EVP_DigestUpdate(context, piece, piece.count) == 1 && isDone }
  isDone = EVP_DigestFinal_ex(context, &digest, nil) == 1 && isDone
  precondition(isDone, "libcrypto has no SHA-256")
  return digest
}

/// HMAC-SHA256 of the bytes (RFC 2104), 32 bytes.
package func hmacSHA256(_ key: SecretKey, _ bytes: [UInt8]) -> [UInt8] { key.codes.code(of: bytes) }

/// Compares in a time that does not depend on where the two differ; different lengths are never equal.
package func isEqualInConstantTime(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  a.count == b.count && CRYPTO_memcmp(a, b, a.count) == 0
}
