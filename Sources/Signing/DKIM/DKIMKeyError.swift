/// Why a file holds no key to sign with; it says nothing of what is in the file.
package enum DKIMKeyError: Error, Sendable, Hashable, CustomStringConvertible {
  case notPEM, encrypted, publicKey, certificate, damaged, unsupported
  case tooShort(bits: Int)
  case tooLong(bits: Int)

  /// What a file is that libcrypto finds no private key in, by the names of its PEM blocks.
  init(ofUnreadable pem: [UInt8]) {
    let text = String(decoding: pem, as: UTF8.self)
    self =
      if text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
        .encrypted
      } else if text.contains("PRIVATE KEY-----") {
        .damaged
      } else if text.contains("-----BEGIN PUBLIC KEY-----") || text.contains("-----BEGIN RSA PUBLIC KEY-----")
      {
        .publicKey
      } else if text.contains("-----BEGIN CERTIFICATE-----") {
        .certificate
      } else {
        .notPEM
      }
  }

  package var description: String {
    switch self {
    case .notPEM: "is not a PEM file with a private key"
    case .encrypted: "is encrypted with a password, and a run has nobody to ask for it"
    case .publicKey: "holds the public half of a key; signing needs the private one"
    case .certificate: "holds a certificate; signing needs a private key"
    case .damaged: "holds a private key that is damaged"
    case .unsupported: "holds a key that is neither RSA nor Ed25519"
    case .tooShort(let bits): "holds an RSA key of \(bits) bits; receivers accept none under 1024 (RFC 8301)"
    case .tooLong(let bits): "holds an RSA key of \(bits) bits; no receiver needs to accept more than 4096"
    }
  }

  /// What to do about it.
  package var help: String? {
    switch self {
    case .encrypted:
      "write it without a password: openssl pkey -in FILE -out NEW, and keep it readable for its owner only"
    case .notPEM, .publicKey, .certificate, .unsupported, .tooShort: "tierpost dkim-key makes one"
    case .damaged, .tooLong: nil
    }
  }
}
