// glibc's resolver: one question to the name servers of /etc/resolv.conf, or to one of the caller's. Its state is a
// structure with unions and its functions are macros, so the whole question is asked here.
#pragma once
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

// Writes the answer and gives its length, or the negative of an h_errno value: HOST_NOT_FOUND, TRY_AGAIN, NO_RECOVERY,
// NO_DATA. `server` is an IPv4 address or NULL. A truncated answer is asked for again by TCP.
static inline int tp_resolve(
    const char *name, int type, const char *server, int port, int seconds, unsigned char *answer, int size) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  if (res_ninit(&state) != 0) return -NO_RECOVERY;
  state.options &= ~(RES_DNSRCH | RES_DEFNAMES);
  state.retrans = seconds;
  state.retry = 2;
  if (server) {
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((unsigned short)port);
    if (inet_pton(AF_INET, server, &address.sin_addr) != 1) {
      res_nclose(&state);
      return -NO_RECOVERY;
    }
    state.nscount = 1;
    state._u._ext.nscount = 0;
    state.nsaddr_list[0] = address;
  }
  int length = res_nquery(&state, name, ns_c_in, type, answer, size);
  int error = state.res_h_errno;
  res_nclose(&state);
  if (length < 0) return error > 0 ? -error : -NO_RECOVERY;
  return length < size ? length : size;
}

static const int tp_host_not_found = HOST_NOT_FOUND;
static const int tp_no_data = NO_DATA;
