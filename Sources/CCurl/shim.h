// libcurl, with typed inline forms of its variadic functions: Swift does not import C variadics.
#pragma once
#include <curl/curl.h>
// What a loop over libcurl's sockets waits with; Swift's Glibc module leaves these headers out.
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode tp_setopt_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode tp_setopt_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode tp_setopt_string(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode tp_setopt_pointer(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode tp_setopt_list(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }

typedef size_t (*tp_io_callback)(char *bytes, size_t size, size_t count, void *user);
static inline CURLcode tp_setopt_callback(CURL *h, CURLoption o, tp_io_callback f) { return curl_easy_setopt(h, o, f); }

typedef int (*tp_begin_callback)(void *user, char *remote, char *local, int remote_port, int local_port);
static inline CURLcode tp_setopt_begin(CURL *h, tp_begin_callback f) { return curl_easy_setopt(h, CURLOPT_PREREQFUNCTION, f); }

static inline CURLcode tp_getinfo_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode tp_getinfo_off(CURL *h, CURLINFO i, curl_off_t *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode tp_getinfo_socket(CURL *h, CURLINFO i, curl_socket_t *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode tp_getinfo_pointer(CURL *h, CURLINFO i, void **v) { return curl_easy_getinfo(h, i, v); }
static inline CURLMcode tp_multi_setopt_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }

// CURLMsg holds its result in a union, and the global flags are expression macros: neither is imported.
static inline CURLcode tp_message_result(const CURLMsg *m) { return m->data.result; }
static inline CURLcode tp_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

// For looking at a server: what libcurl says of a connection, and the certificates that it was shown.
typedef int (*tp_debug_callback)(CURL *h, curl_infotype kind, char *bytes, size_t count, void *user);
static inline CURLcode tp_setopt_debug(CURL *h, tp_debug_callback f) { return curl_easy_setopt(h, CURLOPT_DEBUGFUNCTION, f); }
static inline CURLcode tp_getinfo_certificates(CURL *h, struct curl_certinfo **v) { return curl_easy_getinfo(h, CURLINFO_CERTINFO, v); }
