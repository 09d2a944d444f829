// libcrypto, through its EVP interface, with inline forms of what C has as macros or variadics.
#pragma once
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/params.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

// A new key of the kind, or NULL: EVP_PKEY_Q_keygen is variadic.
static inline EVP_PKEY *tp_make_rsa(size_t bits) { return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits); }
static inline EVP_PKEY *tp_make_ed25519(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519"); }

// What a BIO in memory holds, lent until the BIO is written to or freed: BIO_get_mem_data is a macro.
static inline long tp_bio_bytes(BIO *bio, char **bytes) { return BIO_get_mem_data(bio, bytes); }

// Asked for the password of an encrypted key: answers that there is none, so that nobody is asked at a terminal, and notes it.
static inline int tp_refuse_password(char *buffer, int size, int writing, void *asked) {
  (void)buffer, (void)size, (void)writing;
  *(int *)asked = 1;
  return -1;
}
static inline EVP_PKEY *tp_read_private_key(BIO *bio, int *asked) {
  return PEM_read_bio_PrivateKey(bio, NULL, tp_refuse_password, asked);
}

// Begins HMAC-SHA256 with a key: the names of parameters are macros, which Swift lends for one call only.
static inline int tp_begin_hmac(EVP_MAC_CTX *context, const unsigned char *key, size_t length) {
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end()};
  return EVP_MAC_init(context, key, length, parameters);
}
