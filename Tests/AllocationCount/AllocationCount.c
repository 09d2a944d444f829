#include "AllocationCount.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

// The functions by which memory is asked for, in place of those of the C library (the symbols of a program come before
// those of its shared libraries): they count and hand on. Only the thread that counts is counted.

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HAS_SANITIZER 1
#endif
#endif

static __thread unsigned long allocations;
static __thread bool is_counting;

void allocation_count_begin(void) {
  allocations = 0;
  is_counting = true;
}

unsigned long allocation_count_end(void) {
  is_counting = false;
  return allocations;
}

#if defined(__GLIBC__) && !defined(HAS_SANITIZER)

bool allocation_count_is_possible(void) { return true; }

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  allocations += is_counting;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations += is_counting;
  return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
  allocations += is_counting;
  return __libc_realloc(memory, size);
}

void *memalign(size_t alignment, size_t size) {
  allocations += is_counting;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  allocations += is_counting;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  allocations += is_counting;
  void *found = __libc_memalign(alignment, size);
  if (found == NULL) return ENOMEM;
  *memory = found;
  return 0;
}

#else

bool allocation_count_is_possible(void) { return false; }

#endif
